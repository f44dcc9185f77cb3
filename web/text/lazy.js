/** A function that gives what `make` makes, which is made when it is first asked for. */
export function lazy(make) {
  let made;
  let done = false;
  return () => {
    if (!done) {
      made = make();
      done = true;
    }
    return made;
  };
}

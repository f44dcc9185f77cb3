/** A function that returns what `make` returns; `make` is called once, on first use. */
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

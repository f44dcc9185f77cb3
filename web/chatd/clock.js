/**
 * Time as the client sees it: `now()` in milliseconds, and `after(ms, action)`, which returns
 * a function that calls the action off.  Tests pass a clock of their own.
 */
export const systemClock = Object.freeze({
  now: () => Date.now(),
  after: (ms, action) => {
    const timer = globalThis.setTimeout(action, ms);
    return () => globalThis.clearTimeout(timer);
  },
});

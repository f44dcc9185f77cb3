// A longer delay does not fit into a browser's timer, which then goes off at once.
const MAX_DELAY = 2 ** 31 - 1;

/**
 * Time as the client sees it.  Tests pass a clock of their own.
 *
 * - `now()`: milliseconds that only go forward, whatever is done to the device's clock: for measuring waits.
 * - `time()`: milliseconds since 1970 by the device's clock: for what people are shown and what the server dates.
 * - `after(ms, action)`: call the action later; returns a function that calls it off.  Any length is kept.
 */
export const systemClock = Object.freeze({
  now: () => globalThis.performance.now(),
  time: () => Date.now(),
  after: (ms, action) => {
    const due = globalThis.performance.now() + ms;
    let timer;
    const wait = (left) => {
      timer = left > MAX_DELAY ? globalThis.setTimeout(again, MAX_DELAY) : globalThis.setTimeout(action, left);
    };
    const again = () => wait(due - globalThis.performance.now());
    wait(ms);
    return () => globalThis.clearTimeout(timer);
  },
});

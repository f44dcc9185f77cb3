// A longer delay overflows a browser's timer, which then fires at once.
const MAX_DELAY = 2 ** 31 - 1;

/**
 * The clock of the client. Tests pass their own.
 *
 * - `now()`: monotonic milliseconds, independent of the device's clock: to measure durations.
 * - `time()`: milliseconds since 1970 by the device's clock: for times that are shown or compared with the server's.
 * - `after(ms, action)`: call the action later; returns a function that cancels it. Any delay is allowed.
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

/**
 * How long to stay away after a connection was lost.
 *
 * Full jitter: a wait drawn evenly from nothing to a bound that doubles with each failure, so
 * that a thousand pages that lost one server do not come back in step.
 */
export class Backoff {
  #random;
  #first;
  #most;
  #failures = 0;

  constructor({ random = Math.random, first = 1000, most = 30_000 } = {}) {
    this.#random = random;
    this.#first = first;
    this.#most = most;
  }

  /** Milliseconds until the next attempt. */
  next() {
    const bound = Math.min(this.#most, this.#first * 2 ** this.#failures);
    this.#failures += 1;
    return Math.round(this.#random() * bound);
  }

  /** The last connection was a good one: begin again with short waits. */
  reset() {
    this.#failures = 0;
  }
}

/**
 * Whether a client should come back after a close, by the rules of the protocol.
 *
 * 4500–4999 end it for good, 4000–4499 do not.  With any other code a `bye` without `retry_after` ends it.
 */
export function mayReconnect(code, bye) {
  const told = bye?.code ?? code;
  if (told >= 4500 && told <= 4999) {
    return false;
  }
  if (told >= 4000 && told <= 4499) {
    return true;
  }
  return bye == null || bye.retry_after !== undefined;
}

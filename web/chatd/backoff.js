/**
 * Delays between attempts to reconnect.
 *
 * Full jitter: uniformly distributed between zero and a bound that doubles with each failure, so that the clients of
 * one lost server do not return at the same moment.
 */
export class Backoff {
  #random;
  #first;
  #max;
  #failures = 0;

  constructor({ random = Math.random, first = 1000, max = 30_000 } = {}) {
    this.#random = random;
    this.#first = first;
    this.#max = max;
  }

  /** Milliseconds until the next attempt. */
  next() {
    const bound = Math.min(this.#max, this.#first * 2 ** this.#failures);
    this.#failures += 1;
    return Math.round(this.#random() * bound);
  }

  /** The last connection was stable: start with short delays again. */
  reset() {
    this.#failures = 0;
  }
}

/**
 * Whether the client may reconnect after a close (docs/protocol.md, close codes).
 *
 * 4500–4999 are final, 4000–4499 are not. With any other code, a `bye` without `retry_after` is final.
 */
export function mayReconnect(code, bye) {
  const effective = bye?.code ?? code;
  if (effective >= 4500 && effective <= 4999) {
    return false;
  }
  if (effective >= 4000 && effective <= 4499) {
    return true;
  }
  return bye == null || bye.retry_after !== undefined;
}

/**
 * A named refusal.
 *
 * `code` is one of the codes of the wire (`rate_limited`, `muted`, …) or one of the client's own:
 *
 * - `disconnected`: the connection ended before the answer; `offline`: there is no connection
 * - `closed`: the client was closed, or the server said not to come back
 * - `timeout`: no answer in the time that was given for it
 * - `unanswered`: the connection was lost each time this message was sent
 * - `not_joined`: no such room here; `discarded`: taken back by the person; `stale`: the room's log began anew
 *
 * `invalid` (with `field`) and `too_large` are also the client's own, for what no server could take.
 */
export class ChatError extends Error {
  constructor(code, message = code, { field, until, retry_after } = {}) {
    super(message);
    this.name = "ChatError";
    this.code = code;
    this.field = field;
    this.until = until;
    this.retryAfter = retry_after;
  }

  static from(frame) {
    return new ChatError(frame.code, frame.message, frame);
  }

  /** Whether the same command may succeed a little later without anybody doing anything. */
  get passing() {
    return this.code === "rate_limited" || this.code === "unavailable" || this.code === "slow_mode";
  }
}

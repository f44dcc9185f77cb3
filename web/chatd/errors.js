/**
 * An error with a code.
 *
 * `code` is one of the protocol's codes (`rate_limited`, `muted`, …) or one of the client's own:
 *
 * - `disconnected`: the connection closed before the answer; `offline`: there is no connection
 * - `closed`: the client was closed, or the server said not to reconnect
 * - `timeout`: no answer in the given time
 * - `unanswered`: the connection was lost each time this message was sent
 * - `not_joined`: the room is not joined; `discarded`: the person discarded the message; `stale`: the room's log was
 *   replaced
 *
 * `muted` and `banned` may have a `reason`, the words of the user `by`.
 *
 * `invalid` (with `field`) and `too_large` are raised by the client, too, for what no server would accept.
 */
export class ChatError extends Error {
  constructor(code, message = code, { field, until, retry_after, reason, by, id, request_id } = {}) {
    super(message);
    this.name = "ChatError";
    this.code = code;
    this.field = field;
    this.until = until;
    this.retryAfter = retry_after;
    this.reason = reason;
    this.by = by;
    /** The id of an unexpected error in the server's log. */
    this.id = id ?? request_id;
  }

  static from(frame) {
    return new ChatError(frame.code, frame.message, frame);
  }

  /** Whether the error is temporary: the same command may succeed later. */
  get passing() {
    return this.code === "rate_limited" || this.code === "unavailable" || this.code === "slow_mode";
  }
}

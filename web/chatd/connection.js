import { ChatError } from "./errors.js";
import { encodeCommand } from "./frames.js";

const PONG_TIMEOUT = 10_000;
const OPEN_TIMEOUT = 15_000;
const HEARTBEAT = 25_000;
const CLOSE_GRACE = 500;
// Whoever asks whether the connection lives wants to know it soon.
const CHECK_TIMEOUT = 4_000;
// A timer that is this much late stood still with its tab.
const FREEZE = 5_000;

/**
 * One connection, from the first byte to the close: commands get their answers, silence is noticed.
 *
 * Events: `event` (detail: a frame that answers nothing) and, exactly once, `closed` (detail: `code`, `reason`,
 * `bye`, and whether it was ever `opened`).  When it closes, every command that still waits is
 * rejected with `disconnected`.  The constructor throws what `WebSocket` throws for an address that is none.
 */
export class Connection extends EventTarget {
  #socket;
  #clock;
  #pending = new Map();
  #waits = new Map();
  #lastRef = 0;
  #lastFrameAt;
  #heartbeat = HEARTBEAT;
  #cancelTimer = () => {};
  #limits = {};
  #opened = false;
  #welcomed = false;
  #checking = null;
  #silent = false;
  #bye = null;
  #closed = false;

  constructor({ url, WebSocket, clock }) {
    super();
    this.#clock = clock;
    this.#lastFrameAt = clock.now();
    this.#socket = new WebSocket(url, ["chatd.v1"]);
    this.#cancelTimer = clock.after(OPEN_TIMEOUT, () => this.#finish(1006, "no answer"));
    this.#socket.onopen = () => (this.#opened = true);
    this.#socket.onmessage = ({ data }) => this.#handleData(data);
    this.#socket.onclose = ({ code, reason }) => this.#finish(code, reason);
    // Outside of browsers an error nobody listens for, also one after the end, would end the process.
    this.#socket.onerror = () => this.#socketFailed();
  }

  get closed() {
    return this.#closed;
  }

  /**
   * Ask, and promise the answer.
   *
   * `settle` sees the answer in its place among the events, before the next frame is looked at; what it
   * returns is what the promise holds.  Rejected with a `ChatError`, without being sent if no server could take it.
   */
  command(type, fields = {}, onAnswer = (answer) => answer) {
    if (this.#closed) {
      return Promise.reject(new ChatError("disconnected"));
    }
    this.#lastRef += 1;
    const ref = this.#lastRef;
    return new Promise((resolve, reject) => {
      const frame = encodeCommand({ type, ...fields, ref }, this.#limits);
      this.#pending.set(ref, { onAnswer, resolve, reject });
      this.#socket.send(frame);
    });
  }

  /** `command`, asked again for as long as the refusal is a passing one. */
  async commandWithRetry(type, fields, onAnswer) {
    for (;;) {
      try {
        return await this.command(type, fields, onAnswer);
      } catch (error) {
        if (!error.passing) {
          throw error;
        }
        await this.wait(error.retryAfter ?? 1000);
      }
    }
  }

  /** Wait on this connection; rejected if it closes first. */
  wait(ms) {
    return new Promise((resolve, reject) => {
      const cancel = this.#clock.after(ms, () => {
        this.#waits.delete(cancel);
        resolve();
      });
      this.#waits.set(cancel, reject);
    });
  }

  /**
   * Ask at once whether the other side is there, rather than after some silence.  Promises whether it is; a connection
   * over which nothing comes within a few seconds is ended.
   */
  check() {
    if (this.#closed || !this.#welcomed) {
      return Promise.resolve(false);
    }
    this.#checking ??= this.#ping(CHECK_TIMEOUT).finally(() => (this.#checking = null));
    return this.#checking;
  }

  close(code = 1000, reason = "") {
    this.#finish(code, reason);
  }

  // A close follows and says all there is to know; only Node's own WebSocket of before 22 has none for a refusal.
  #socketFailed() {
    if (!this.#closed) {
      this.#cancelTimer();
      this.#cancelTimer = this.#clock.after(CLOSE_GRACE, () => this.#finish(1006, "error"));
    }
  }

  #handleData(data) {
    if (this.#closed) {
      return;
    }
    this.#lastFrameAt = this.#clock.now();
    this.#silent = false;
    const frame = parse(data);
    if (frame === null) {
      this.#finish(1006, "a frame that is no JSON object");
      return;
    }
    if (frame.type === "error" && frame.ref === undefined && frame.code === "bad_frame") {
      // The server could not tell which command it was: that one will never be answered.
      this.#finish(1006, "a command that the server could not read");
      return;
    }
    if (frame.type === "ok" || frame.type === "error" || frame.type === "pong") {
      this.#settleCommand(frame);
      return;
    }

    if (frame.type === "welcome") {
      this.#opened = true;
      this.#welcomed = true;
      this.#limits = frame.limits ?? {};
      this.#heartbeat = (frame.heartbeat ?? HEARTBEAT / 1000) * 1000;
      this.#scheduleHeartbeat(this.#heartbeat);
    } else if (frame.type === "bye") {
      this.#bye = frame;
    }
    this.dispatchEvent(new CustomEvent("event", { detail: frame }));
  }

  #settleCommand(frame) {
    const waiting = this.#pending.get(frame.ref);
    this.#pending.delete(frame.ref);
    if (!waiting) {
      return;
    }
    if (frame.type === "error") {
      waiting.reject(ChatError.from(frame));
      return;
    }
    try {
      waiting.resolve(waiting.onAnswer(frame));
    } catch (error) {
      waiting.reject(error);
    }
  }

  #scheduleHeartbeat(ms) {
    this.#cancelTimer();
    this.#cancelTimer = this.#clock.after(ms, () => this.#checkSilence());
  }

  // Frames only note the time; this one timer compares, so that a busy room sets no timers.
  #checkSilence() {
    const quiet = this.#clock.now() - this.#lastFrameAt;
    if (quiet < this.#heartbeat) {
      this.#scheduleHeartbeat(this.#heartbeat - quiet);
      return;
    }
    this.#ping(PONG_TIMEOUT);
  }

  // Any frame is a sign of life, a refusal of the ping as well.
  #ping(patience) {
    const asked = this.#clock.now();
    this.#silent = true;
    const alive = this.command("ping").then(
      () => true,
      ({ code }) => code !== "disconnected",
    );
    this.#cancelTimer();
    this.#cancelTimer = this.#clock.after(patience, () => {
      const late = this.#clock.now() - asked > patience + FREEZE;
      if (!this.#silent) {
        this.#checkSilence();
      } else if (late) {
        // After a freeze the answer may be there and not yet heard: ask once more.
        this.#ping(patience);
      } else {
        this.#finish(1006, "silence");
      }
    });
    return alive;
  }

  // A dead peer may never finish a closing handshake, so nothing here waits for one.
  #finish(code, reason) {
    if (this.#closed) {
      return;
    }
    this.#closed = true;
    this.#cancelTimer();
    this.#socket.onmessage = null;
    this.#socket.onclose = null;
    if (this.#socket.readyState < 2) {
      this.#socket.close(1000);
    }

    const lost = new ChatError("disconnected");
    for (const { reject } of this.#pending.values()) {
      reject(lost);
    }
    for (const [cancel, reject] of this.#waits) {
      cancel();
      reject(lost);
    }
    this.dispatchEvent(new CustomEvent("closed", { detail: { code, reason, bye: this.#bye, opened: this.#opened } }));
  }
}

function parse(data) {
  try {
    const frame = JSON.parse(data);
    return frame !== null && typeof frame === "object" ? frame : null;
  } catch {
    return null;
  }
}

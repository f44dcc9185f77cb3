import { ChatError } from "./errors.js";
import { encodeCommand } from "./frames.js";

const PONG_TIMEOUT = 10_000;
const OPEN_TIMEOUT = 15_000;
const HEARTBEAT = 25_000;
const CLOSE_GRACE = 500;
// A person waits for this check.
const CHECK_TIMEOUT = 4_000;
// A timer that fires this late was suspended with its tab.
const FREEZE = 5_000;

/**
 * One connection: matches answers to commands, detects silence.
 *
 * Events: `event` (detail: a frame that is no answer) and, exactly once, `closed` (detail: `code`, `reason`, `bye`, and
 * whether it was ever `welcomed`). On close, every pending command is rejected with `disconnected`.
 *
 * `socket` is a WebSocket that is being opened, or an `EventStreamSocket`.
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
  #welcomed = false;
  #checking = null;
  #silent = false;
  #bye = null;
  #closed = false;

  constructor(socket, clock) {
    super();
    this.#clock = clock;
    this.#lastFrameAt = clock.now();
    this.#socket = socket;
    this.#cancelTimer = clock.after(OPEN_TIMEOUT, () => this.#finish(1006, "no answer"));
    this.#socket.onmessage = ({ data }) => this.#handleData(data);
    this.#socket.onclose = ({ code, reason }) => this.#finish(code, reason);
    // Outside of browsers, an `error` event without a listener ends the process, even after the close.
    this.#socket.onerror = () => this.#socketFailed();
  }

  get closed() {
    return this.#closed;
  }

  /** Whether no command waits for its answer. */
  get idle() {
    return this.#pending.size === 0;
  }

  /**
   * Send a command and promise the answer.
   *
   * `onAnswer` is called with the answer before the next frame is processed, so in order with the events; the promise
   * resolves to what it returns. Rejected with a `ChatError`; a command that no server would accept is not sent.
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

  /** As `command`, repeated while the error is temporary. */
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

  /** Wait `ms` milliseconds; rejected if the connection closes first. */
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
   * Check now whether the server answers, instead of after some silence. Promises whether it does; if nothing arrives
   * within a few seconds, the connection is closed.
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

  // A `close` event follows with the details; only Node's own WebSocket before version 22 has none after a refused
  // upgrade.
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
      // The server could not read a command, nor its `ref`: that command will never be answered.
      this.#finish(1006, "a command that the server could not read");
      return;
    }
    if (frame.type === "ok" || frame.type === "error" || frame.type === "pong") {
      this.#settleCommand(frame);
      return;
    }

    if (frame.type === "welcome") {
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

  // Frames only record their time; a single timer compares it, so a busy room sets no timers.
  #checkSilence() {
    const quiet = this.#clock.now() - this.#lastFrameAt;
    if (quiet < this.#heartbeat) {
      this.#scheduleHeartbeat(this.#heartbeat - quiet);
      return;
    }
    this.#ping(PONG_TIMEOUT);
  }

  // Any frame proves that the server is there, even an error for the ping.
  #ping(timeout) {
    const sentAt = this.#clock.now();
    this.#silent = true;
    const alive = this.command("ping").then(
      () => true,
      ({ code }) => code !== "disconnected",
    );
    this.#cancelTimer();
    this.#cancelTimer = this.#clock.after(timeout, () => {
      const late = this.#clock.now() - sentAt > timeout + FREEZE;
      if (!this.#silent) {
        this.#checkSilence();
      } else if (late) {
        // After a suspension the answer may have arrived without being processed yet: ping once more.
        this.#ping(timeout);
      } else {
        this.#finish(1006, "silence");
      }
    });
    return alive;
  }

  // A dead peer may never finish the closing handshake: do not wait for it.
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
    this.dispatchEvent(new CustomEvent("closed", { detail: { code, reason, bye: this.#bye, welcomed: this.#welcomed } }));
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

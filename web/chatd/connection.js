import { ChatError } from "./errors.js";
import { encode } from "./frames.js";

const PATIENCE = 10_000;
const OPENING = 15_000;
const HEARTBEAT = 25_000;
const GRACE = 500;
// Whoever asks whether the connection lives wants to know it soon.
const PROMPT = 4_000;
// A timer that is this much late stood still with its tab.
const LATE = 5_000;

/**
 * One connection, from the first byte to the close: commands get their answers, silence is noticed.
 *
 * Events: `event` (detail: a frame that answers nothing) and, exactly once, `closed` (detail: `code`, `reason`,
 * `bye`, and whether it was ever `opened`).  When it closes, every command that still waits is
 * rejected with `disconnected`.  The constructor throws what `WebSocket` throws for an address that is none.
 */
export class Link extends EventTarget {
  #socket;
  #clock;
  #waiting = new Map();
  #pauses = new Map();
  #refs = 0;
  #heard;
  #heartbeat = HEARTBEAT;
  #calm = () => {};
  #limits = {};
  #opened = false;
  #welcomed = false;
  #checking = null;
  #silent = false;
  #bye = null;
  #over = false;

  constructor({ url, WebSocket, clock }) {
    super();
    this.#clock = clock;
    this.#heard = clock.now();
    this.#socket = new WebSocket(url, ["chatd.v1"]);
    this.#calm = clock.after(OPENING, () => this.#end(1006, "no answer"));
    this.#socket.onopen = () => (this.#opened = true);
    this.#socket.onmessage = ({ data }) => this.#take(data);
    this.#socket.onclose = ({ code, reason }) => this.#end(code, reason);
    // Outside of browsers an error nobody listens for, also one after the end, would end the process.
    this.#socket.onerror = () => this.#failed();
  }

  get over() {
    return this.#over;
  }

  /**
   * Ask, and promise the answer.
   *
   * `settle` sees the answer in its place among the events, before the next frame is looked at; what it
   * returns is what the promise holds.  Rejected with a `ChatError`, without being sent if no server could take it.
   */
  command(type, fields = {}, settle = (answer) => answer) {
    if (this.#over) {
      return Promise.reject(new ChatError("disconnected"));
    }
    this.#refs += 1;
    const ref = this.#refs;
    return new Promise((resolve, reject) => {
      const frame = encode({ type, ...fields, ref }, this.#limits);
      this.#waiting.set(ref, { settle, resolve, reject });
      this.#socket.send(frame);
    });
  }

  /** `command`, asked again for as long as the refusal is a passing one. */
  async patiently(type, fields, settle) {
    for (;;) {
      try {
        return await this.command(type, fields, settle);
      } catch (error) {
        if (!error.passing) {
          throw error;
        }
        await this.pause(error.retryAfter ?? 1000);
      }
    }
  }

  /** Wait on this connection; rejected if it closes first. */
  pause(ms) {
    return new Promise((resolve, reject) => {
      const cancel = this.#clock.after(ms, () => {
        this.#pauses.delete(cancel);
        resolve();
      });
      this.#pauses.set(cancel, reject);
    });
  }

  /**
   * Ask at once whether the other side is there, rather than after some silence.  Promises whether it is; a connection
   * over which nothing comes within a few seconds is ended.
   */
  check() {
    if (this.#over || !this.#welcomed) {
      return Promise.resolve(false);
    }
    this.#checking ??= this.#probe(PROMPT).finally(() => (this.#checking = null));
    return this.#checking;
  }

  close(code = 1000, reason = "") {
    this.#end(code, reason);
  }

  // A close follows and says all there is to know; only Node's own WebSocket of before 22 has none for a refusal.
  #failed() {
    if (!this.#over) {
      this.#calm();
      this.#calm = this.#clock.after(GRACE, () => this.#end(1006, "error"));
    }
  }

  #take(data) {
    if (this.#over) {
      return;
    }
    this.#heard = this.#clock.now();
    this.#silent = false;
    const frame = parse(data);
    if (frame === null) {
      this.#end(1006, "a frame that is no JSON object");
      return;
    }
    if (frame.type === "error" && frame.ref === undefined && frame.code === "bad_frame") {
      // The server could not tell which command it was: that one will never be answered.
      this.#end(1006, "a command that the server could not read");
      return;
    }
    if (frame.type === "ok" || frame.type === "error" || frame.type === "pong") {
      this.#answer(frame);
      return;
    }

    if (frame.type === "welcome") {
      this.#opened = true;
      this.#welcomed = true;
      this.#limits = frame.limits ?? {};
      this.#heartbeat = (frame.heartbeat ?? HEARTBEAT / 1000) * 1000;
      this.#listen(this.#heartbeat);
    } else if (frame.type === "bye") {
      this.#bye = frame;
    }
    this.dispatchEvent(new CustomEvent("event", { detail: frame }));
  }

  #answer(frame) {
    const waiting = this.#waiting.get(frame.ref);
    this.#waiting.delete(frame.ref);
    if (!waiting) {
      return;
    }
    if (frame.type === "error") {
      waiting.reject(ChatError.from(frame));
      return;
    }
    try {
      waiting.resolve(waiting.settle(frame));
    } catch (error) {
      waiting.reject(error);
    }
  }

  #listen(ms) {
    this.#calm();
    this.#calm = this.#clock.after(ms, () => this.#doubt());
  }

  // Frames only note the time; this one timer compares, so that a busy room sets no timers.
  #doubt() {
    const quiet = this.#clock.now() - this.#heard;
    if (quiet < this.#heartbeat) {
      this.#listen(this.#heartbeat - quiet);
      return;
    }
    this.#probe(PATIENCE);
  }

  // Any frame is a sign of life, a refusal of the ping as well.
  #probe(patience) {
    const asked = this.#clock.now();
    this.#silent = true;
    const alive = this.command("ping").then(
      () => true,
      ({ code }) => code !== "disconnected",
    );
    this.#calm();
    this.#calm = this.#clock.after(patience, () => {
      const late = this.#clock.now() - asked > patience + LATE;
      if (!this.#silent) {
        this.#doubt();
      } else if (late) {
        // After a freeze the answer may be there and not yet heard: ask once more.
        this.#probe(patience);
      } else {
        this.#end(1006, "silence");
      }
    });
    return alive;
  }

  // A dead peer may never finish a closing handshake, so nothing here waits for one.
  #end(code, reason) {
    if (this.#over) {
      return;
    }
    this.#over = true;
    this.#calm();
    this.#socket.onmessage = null;
    this.#socket.onclose = null;
    if (this.#socket.readyState < 2) {
      this.#socket.close(1000);
    }

    const lost = new ChatError("disconnected");
    for (const { reject } of this.#waiting.values()) {
      reject(lost);
    }
    for (const [cancel, reject] of this.#pauses) {
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

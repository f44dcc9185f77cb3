import { Backoff, comesBack } from "./backoff.js";
import { Link } from "./link.js";

// A connection that held this long was a good one.
const STEADY = 10_000;
const LOGINS = 3;

/**
 * The connection as it lasts through losses: connects, logs in, and comes back when it may.
 *
 * Events: `state` (detail as `state`), `event` (a frame that answers nothing), `login` (`user`, `token`, `expires`;
 * before `online`), `online` (detail: the link), `lost`.
 */
export class Lifeline extends EventTarget {
  #options;
  #clock;
  #backoff;
  #link = null;
  #state = { state: "idle" };
  #calm = () => {};
  #openedAt = 0;

  constructor({ url, credentials, exclusive, WebSocket, clock, random }) {
    super();
    this.#options = { url, credentials, exclusive, WebSocket };
    this.#clock = clock;
    this.#backoff = new Backoff({ random });
  }

  /** `{state}` and more: `idle`, `connecting`, `online`, `waiting` (`until`), `refused` (`error`), `ended` (`code`, `reason`). */
  get state() {
    return this.#state;
  }

  /** The connection commands go to, or null unless logged in. */
  get link() {
    return this.#state.state === "online" ? this.#link : null;
  }

  /** Does nothing while there is a connection, an attempt or a wait for one. */
  open() {
    if (this.#link === null && this.#state.state !== "waiting") {
      this.#open();
    }
  }

  /** End a wait at once. */
  retry() {
    if (this.#state.state === "waiting") {
      this.#open();
    }
  }

  close() {
    this.#drop();
    this.#become("idle");
  }

  #open() {
    this.#calm();
    this.#openedAt = this.#clock.now();
    const { url, WebSocket } = this.#options;
    const link = new Link({ url, WebSocket, clock: this.#clock });
    this.#link = link;
    link.addEventListener("event", ({ detail }) => this.#take(link, detail));
    link.addEventListener("closed", ({ detail }) => this.#closed(link, detail));
    this.#become("connecting");
  }

  #take(link, frame) {
    this.#tell("event", frame);
    if (frame.type === "welcome") {
      this.#enter(link);
    }
  }

  async #enter(link) {
    try {
      await this.#logIn(link);
    } catch (error) {
      if (!link.over) {
        this.#drop();
        this.#become("refused", { error });
      }
      return;
    }
    if (!link.over) {
      this.#become("online");
      this.#tell("online", link);
    }
  }

  async #logIn(link) {
    const accept = ({ user, token, expires }) => this.#tell("login", { user, token, expires });
    let given = await this.#ask();
    for (let tries = 1; ; tries += 1) {
      try {
        await link.patiently("login", given, accept);
        return;
      } catch (error) {
        const stale = given.token && (error.code === "bad_token" || error.code === "expired");
        if (!stale || tries === LOGINS) {
          throw error;
        }
      }
      // Another tab may have asked for a new identity first: what it was given is looked at within the lock.
      const done = await this.#options.exclusive(async () => {
        given = await this.#ask(given.token);
        return given.token ? false : link.patiently("login", given, accept).then(() => true);
      });
      if (done) {
        return;
      }
    }
  }

  async #ask(refused) {
    const { credentials } = this.#options;
    return typeof credentials === "function" ? credentials({ refused }) : credentials;
  }

  #closed(link, { code, reason, bye }) {
    if (link !== this.#link) {
      return;
    }
    this.#link = null;
    this.#tell("lost");
    if (!comesBack(code, bye)) {
      this.#become("ended", { code: bye?.code ?? code, reason: bye?.reason ?? reason });
      return;
    }

    const now = this.#clock.now();
    if (now - this.#openedAt >= STEADY) {
      this.#backoff.reset();
    }
    const wait = bye?.retry_after ?? this.#backoff.next();
    this.#calm = this.#clock.after(wait, () => this.#open());
    this.#become("waiting", { until: now + wait, code, reason });
  }

  #drop() {
    this.#calm();
    const link = this.#link;
    this.#link = null;
    link?.close();
    this.#tell("lost");
  }

  #become(state, more = {}) {
    this.#state = { state, ...more };
    this.#tell("state", this.#state);
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

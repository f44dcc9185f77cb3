import { Backoff, comesBack } from "./backoff.js";
import { ChatError } from "./errors.js";
import { Link } from "./link.js";

// A connection that held this long was a good one.
const STEADY = 10_000;
const LOGINS = 3;

/**
 * The connection as it lasts through losses: connects, logs in unless the server knows already who comes, logs in
 * again before what it logged in with ends, and comes back when it may.
 *
 * Events: `state` (detail as `state`), `event` (a frame that answers nothing), `login` (`user`, `token`, `expires`,
 * `account`; before `online`, and after each renewal), `online` (detail: the link), `lost`.
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
      this.#enter(link, frame);
    } else if (frame.type === "expiring" && link === this.link) {
      this.#renew(link);
    }
  }

  async #enter(link, { user, account }) {
    try {
      if (user) {
        this.#accept({ user, account, expires: account?.expires });
      } else {
        await this.#logIn(link);
      }
    } catch (error) {
      this.#turnedAway(link, error);
      return;
    }
    if (!link.over) {
      this.#become("online");
      this.#tell("online", link);
    }
  }

  // The server's refusal is final; whoever could not be asked for credentials is asked again.
  #turnedAway(link, error) {
    if (link.over) {
      return;
    }
    if (error instanceof ChatError) {
      this.#drop();
      this.#become("refused", { error });
    } else {
      link.close(1000, String(error?.message ?? error));
    }
  }

  async #logIn(link) {
    const accept = (answer) => this.#accept(answer);
    let given = await this.#ask({});
    for (let tries = 1; ; tries += 1) {
      if (!given) {
        throw new ChatError("login_required");
      }
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
        given = await this.#ask({ refused: given.token });
        return !given || given.token ? false : link.patiently("login", given, accept).then(() => true);
      });
      if (done) {
        return;
      }
    }
  }

  // Without something new to log in with, the connection lives as long as what it has; then comes 4002.
  async #renew(link) {
    try {
      const given = typeof this.#options.credentials === "function" && (await this.#ask({ expiring: true }));
      if (given && given.token && !link.over) {
        await link.patiently("login", { token: given.token }, (answer) => this.#accept(answer));
      }
    } catch {
      // Asked again, and the reason told, when the connection has come back.
    }
  }

  async #ask(how) {
    const { credentials } = this.#options;
    const given = await (typeof credentials === "function" ? credentials(how) : credentials);
    return given && (given.token || given.guest !== undefined) ? given : null;
  }

  #accept({ user, token, expires, account }) {
    this.#tell("login", { user, token, expires, account });
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

import { Backoff, comesBack } from "./backoff.js";
import { ChatError } from "./errors.js";
import { Link } from "./connection.js";
import { Reach } from "./reachability.js";

// A connection that held this long was a good one.
const STEADY = 10_000;
const LOGINS = 3;
// An attempt that is this old began on a network that may be gone.
const STALE = 4_000;
// Tokens are of visible ASCII; a text file may end with a line break.
const TOKEN = /^\s*[\x21-\x7e]+\s*$/;

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
  #waits = false;
  #reach;

  constructor({ url, credentials, exclusive, WebSocket, fetch, clock, random }) {
    super();
    this.#options = { url, credentials, exclusive, WebSocket };
    this.#clock = clock;
    this.#backoff = new Backoff({ random });
    this.#reach = new Reach({ url, fetch, clock, tell: (why) => this.#explain(why) });
  }

  /**
   * `{state}` and more: `idle`, `connecting`, `online`, `refused` (`error`), `ended` (`code`, `reason`); while there is
   * a next attempt to come, `waiting`, or `unreachable` once it is known why no connection could be opened (`reason`,
   * `message`), both with `until`, by the device's clock, and `wait`, milliseconds from the moment it was told.
   */
  get state() {
    return this.#state;
  }

  /** The connection commands go to, or null unless logged in. */
  get link() {
    return this.#state.state === "online" ? this.#link : null;
  }

  /** Does nothing while there is a connection, an attempt or a wait for one. */
  open() {
    if (this.#link === null && !this.#waits) {
      this.#open();
    }
  }

  /** End a wait at once. */
  retry() {
    if (this.#waits) {
      this.#open();
    }
  }

  /**
   * Ask the server at once whether the connection lives; without one, try at once.  Promises whether it lives: one that
   * does not is given up, and comes back as after any loss.
   */
  async check() {
    const link = this.#link;
    if (link === null) {
      this.retry();
      return false;
    }
    if (this.#state.state === "connecting" && this.#clock.now() - this.#openedAt >= STALE) {
      this.#link = null;
      link.close();
      this.#open();
      return false;
    }
    return link.check();
  }

  close() {
    this.#drop();
    this.#become("idle");
  }

  /** Give this connection up, and come back after a wait: the server said something that cannot be understood. */
  fail(reason) {
    this.#link?.close(1000, reason);
  }

  #open() {
    this.#rest();
    this.#openedAt = this.#clock.now();
    const { url, WebSocket } = this.#options;
    let link;
    try {
      link = new Link({ url, WebSocket, clock: this.#clock });
    } catch (error) {
      // No address, or one that this page may not connect to: another attempt would not be better.
      this.#become("refused", { error: new ChatError("invalid", error.message, { field: "url" }) });
      return;
    }
    this.#link = link;
    link.addEventListener("event", ({ detail }) => this.#take(link, detail));
    link.addEventListener("closed", ({ detail }) => this.#closed(link, detail));
    this.#become("connecting", this.#reach.known);
  }

  #rest() {
    this.#calm();
    this.#waits = false;
  }

  #take(link, frame) {
    this.#tell("event", frame);
    if (frame.type === "welcome") {
      this.#reach.reached();
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
    if (given?.token && !TOKEN.test(given.token)) {
      const told = `the token is none: it begins with ${JSON.stringify(String(given.token).slice(0, 20))}`;
      // Most likely an error page of the site's own login: that may be mended soon.
      throw typeof credentials === "function" ? new Error(told) : new ChatError("bad_token", told);
    }
    return given && (given.token || given.guest !== undefined) ? { ...given, ...(given.token && { token: given.token.trim() }) } : null;
  }

  #accept({ user, token, expires, account }) {
    this.#tell("login", { user, token, expires, account });
  }

  #closed(link, { code, reason, bye, opened }) {
    if (link !== this.#link) {
      return;
    }
    this.#link = null;
    this.#tell("lost");
    if (!comesBack(code, bye)) {
      this.#become("ended", { code: bye?.code ?? code, reason: bye?.reason ?? reason });
      return;
    }

    if (this.#clock.now() - this.#openedAt >= STEADY) {
      this.#backoff.reset();
    }
    const wait = bye?.retry_after ?? this.#backoff.next();
    this.#calm = this.#clock.after(wait, () => this.#open());
    this.#waits = true;
    const next = { wait, until: this.#clock.time() + wait, code, reason };
    const { known } = this.#reach;
    this.#become(known ? "unreachable" : "waiting", { ...next, ...known });
    if (!opened) {
      this.#reach.failed();
    }
  }

  // It is known now why there is no connection.
  #explain(why) {
    if (this.#waits) {
      const { until, code, reason } = this.#state;
      this.#become("unreachable", { wait: until - this.#clock.time(), until, code, reason, ...why });
    } else if (this.#state.state === "connecting") {
      this.#become("connecting", why);
    }
  }

  #drop() {
    this.#rest();
    this.#reach.reached();
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

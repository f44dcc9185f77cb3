import { Backoff, mayReconnect } from "./backoff.js";
import { ChatError } from "./errors.js";
import { Connection } from "./connection.js";
import { ReachabilityProbe } from "./reachability.js";

// A connection that lasted this long was stable.
const STABLE_AFTER = 10_000;
const LOGIN_ATTEMPTS = 3;
// An attempt this old was begun on a network that may be gone.
const STALE_AFTER = 4_000;
// Visible ASCII; a text file may end with a line break.
const TOKEN_PATTERN = /^\s*[\x21-\x7e]+\s*$/;

/**
 * A connection that lasts: connects, logs in unless the server knows the user already, renews the login before it
 * expires, and reconnects after a loss.
 *
 * Events: `state` (detail as `state`), `event` (a frame that is no answer), `login` (`user`, `token`, `expires`,
 * `account`; before `online`, and after each renewal), `entering` (detail: the `Connection` that a login was sent on),
 * `online` (detail: the `Connection`), `lost`.
 */
export class ReconnectingConnection extends EventTarget {
  #options;
  #clock;
  #backoff;
  #connection = null;
  #state = { state: "idle" };
  #cancelTimer = () => {};
  #openedAt = 0;
  #waiting = false;
  #probe;

  constructor({ url, credentials, exclusive, WebSocket, fetch, clock, random }) {
    super();
    this.#options = { url, credentials, exclusive, WebSocket };
    this.#clock = clock;
    this.#backoff = new Backoff({ random });
    this.#probe = new ReachabilityProbe({ url, fetch, clock, onDiagnosis: (why) => this.#diagnosed(why) });
  }

  /** `{state}` and more, as `Client.state`. */
  get state() {
    return this.#state;
  }

  /** The `Connection` for commands, or null unless logged in. */
  get current() {
    return this.#state.state === "online" ? this.#connection : null;
  }

  /** Does nothing while there is a connection, an attempt or a wait for one. */
  connect() {
    if (this.#connection === null && !this.#waiting) {
      this.#attempt();
    }
  }

  /** Connect now if waiting for the next attempt. */
  retry() {
    if (this.#waiting) {
      this.#attempt();
    }
  }

  /**
   * Check now whether the connection is alive; without one, connect now. Promises whether it is alive: if not, it is
   * closed, and reconnects as after any loss.
   */
  async check() {
    const connection = this.#connection;
    if (connection === null) {
      this.retry();
      return false;
    }
    if (this.#state.state === "connecting" && this.#clock.now() - this.#openedAt >= STALE_AFTER) {
      this.#connection = null;
      connection.close();
      this.#attempt();
      return false;
    }
    return connection.check();
  }

  close() {
    this.#dropConnection();
    this.#setState("idle");
  }

  /** Close this connection and reconnect after a delay: the server sent something that cannot be processed. */
  fail(reason) {
    this.#connection?.close(1000, reason);
  }

  #attempt() {
    this.#cancelRetry();
    this.#openedAt = this.#clock.now();
    const { url, WebSocket } = this.#options;
    let connection;
    try {
      connection = new Connection({ url, WebSocket, clock: this.#clock });
    } catch (error) {
      // Not an address, or one that this page may not connect to: another attempt would fail as well.
      this.#setState("refused", { error: new ChatError("invalid", error.message, { field: "url" }) });
      return;
    }
    this.#connection = connection;
    connection.addEventListener("event", ({ detail }) => this.#handleFrame(connection, detail));
    connection.addEventListener("closed", ({ detail }) => this.#closed(connection, detail));
    this.#setState("connecting", this.#probe.diagnosis);
  }

  #cancelRetry() {
    this.#cancelTimer();
    this.#waiting = false;
  }

  #handleFrame(connection, frame) {
    this.#emit("event", frame);
    if (frame.type === "welcome") {
      this.#probe.reset();
      this.#authenticate(connection, frame);
    } else if (frame.type === "expiring" && connection === this.current) {
      this.#renewLogin(connection);
    }
  }

  async #authenticate(connection, { user, account }) {
    try {
      if (user) {
        this.#emitLogin({ user, account, expires: account?.expires });
      } else {
        await this.#logIn(connection);
      }
    } catch (error) {
      this.#authenticationFailed(connection, error);
      return;
    }
    if (!connection.closed) {
      this.#setState("online");
      this.#emit("online", connection);
    }
  }

  // An error of the server is final; if the credentials could not be obtained, try again.
  #authenticationFailed(connection, error) {
    if (connection.closed) {
      return;
    }
    if (error instanceof ChatError) {
      this.#dropConnection();
      this.#setState("refused", { error });
    } else {
      connection.close(1000, String(error?.message ?? error));
    }
  }

  async #logIn(connection) {
    const onAnswer = (answer) => this.#emitLogin(answer);
    let credentials = await this.#requestCredentials({});
    for (let tries = 1; ; tries += 1) {
      if (!credentials) {
        throw new ChatError("login_required");
      }
      try {
        const answer = connection.commandWithRetry("login", credentials, onAnswer);
        if (tries === 1) {
          this.#emit("entering", connection);
        }
        await answer;
        return;
      } catch (error) {
        const stale = credentials.token && (error.code === "bad_token" || error.code === "expired");
        if (!stale || tries === LOGIN_ATTEMPTS) {
          throw error;
        }
      }
      // Another tab may have requested a new identity first: inside the lock, look for it again.
      const done = await this.#options.exclusive(async () => {
        credentials = await this.#requestCredentials({ refused: credentials.token });
        return !credentials || credentials.token ? false : connection.commandWithRetry("login", credentials, onAnswer).then(() => true);
      });
      if (done) {
        return;
      }
    }
  }

  // Without new credentials the connection lasts until the login expires; then the server closes it with 4002.
  async #renewLogin(connection) {
    try {
      const credentials = typeof this.#options.credentials === "function" && (await this.#requestCredentials({ expiring: true }));
      if (credentials && credentials.token && !connection.closed) {
        await connection.commandWithRetry("login", { token: credentials.token }, (answer) => this.#emitLogin(answer));
      }
    } catch {
      // The next connection asks again, and reports the error.
    }
  }

  async #requestCredentials(request) {
    const source = this.#options.credentials;
    const credentials = await (typeof source === "function" ? source(request) : source);
    if (credentials?.token && !TOKEN_PATTERN.test(credentials.token)) {
      const message = `the token is none: it begins with ${JSON.stringify(String(credentials.token).slice(0, 20))}`;
      // Most likely an error page of the site's own login, which may be repaired soon.
      throw typeof source === "function" ? new Error(message) : new ChatError("bad_token", message);
    }
    if (!credentials || (!credentials.token && credentials.guest === undefined)) {
      return null;
    }
    return credentials.token ? { ...credentials, token: credentials.token.trim() } : { ...credentials };
  }

  #emitLogin({ user, token, expires, account }) {
    this.#emit("login", { user, token, expires, account });
  }

  #closed(connection, { code, reason, bye, opened }) {
    if (connection !== this.#connection) {
      return;
    }
    this.#connection = null;
    this.#emit("lost");
    if (!mayReconnect(code, bye)) {
      this.#setState("ended", { code: bye?.code ?? code, reason: bye?.reason ?? reason });
      return;
    }

    if (this.#clock.now() - this.#openedAt >= STABLE_AFTER) {
      this.#backoff.reset();
    }
    const wait = bye?.retry_after ?? this.#backoff.next();
    this.#cancelTimer = this.#clock.after(wait, () => this.#attempt());
    this.#waiting = true;
    const next = { wait, until: this.#clock.time() + wait, code, reason };
    const { diagnosis: known } = this.#probe;
    this.#setState(known ? "unreachable" : "waiting", { ...next, ...known });
    if (!opened) {
      this.#probe.attemptFailed();
    }
  }

  // The reason why there is no connection is now known.
  #diagnosed(why) {
    if (this.#waiting) {
      const { until, code, reason } = this.#state;
      this.#setState("unreachable", { wait: until - this.#clock.time(), until, code, reason, ...why });
    } else if (this.#state.state === "connecting") {
      this.#setState("connecting", why);
    }
  }

  #dropConnection() {
    this.#cancelRetry();
    this.#probe.reset();
    const connection = this.#connection;
    this.#connection = null;
    connection?.close();
    this.#emit("lost");
  }

  #setState(state, more = {}) {
    this.#state = { state, ...more };
    this.#emit("state", this.#state);
  }

  #emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

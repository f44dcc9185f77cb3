import { Backoff, mayReconnect } from "./backoff.js";
import { ChatError } from "./errors.js";
import { Connection } from "./connection.js";
import { EventStreamSocket } from "./event_stream_socket.js";
import { ReachabilityProbe } from "./reachability.js";

// A connection that lasted this long was stable.
const STABLE_AFTER = 10_000;
const LOGIN_ATTEMPTS = 3;
// Shorter than the time that the server gives a login.
const CREDENTIALS_TIMEOUT = 8_000;
// After so many WebSockets that were lost soon after they had opened, the other way is tried.
const MAX_DROPS = 3;
// How often a WebSocket is tried while there is a connection without one: a minute later, and then ever less often.
const UPGRADE_AFTER = 60_000;
const MAX_UPGRADE_AFTER = 600_000;
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
  #transports;
  #transport;
  #drops = 0;
  #lastWelcome = "";
  #upgrade = null;
  #upgradeAfter = UPGRADE_AFTER;
  #cancelUpgrade = () => {};
  #error = null;

  constructor({ url, credentials, exclusive, transports, WebSocket, fetch, clock, random }) {
    super();
    this.#options = { url, credentials, exclusive, WebSocket, fetch };
    this.#clock = clock;
    this.#backoff = new Backoff({ random });
    const there = { websocket: WebSocket, sse: fetch };
    this.#transports = transports.filter((name) => there[name]);
    [this.#transport] = this.#transports;
    const onSuspicion = () => this.#tryEventStream();
    this.#probe = new ReachabilityProbe({ url, fetch, clock, onSuspicion, onDiagnosis: (why) => this.#diagnosed(why) });
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
    this.#error = null;
    if (!this.#transport) {
      const message = "there is none of the `transports`: this program needs a WebSocket or fetch, given as an option";
      this.#setState("refused", { error: new ChatError("unsupported", message) });
      return;
    }
    try {
      this.#use(this.#open(this.#transport));
    } catch (error) {
      // Not an address, or one that this page may not connect to: another attempt would fail as well.
      this.#setState("refused", { error: new ChatError("invalid", error.message, { field: "url" }) });
      return;
    }
    this.#setState("connecting", this.#probe.diagnosis);
  }

  #has(transport) {
    return this.#transports.includes(transport);
  }

  #open(transport) {
    const { url, WebSocket, fetch } = this.#options;
    const clock = this.#clock;
    const socket = transport === "sse" ? new EventStreamSocket(url, { fetch, clock }) : new WebSocket(url, ["chatd.v1"]);
    return new Connection(socket, clock);
  }

  #use(connection) {
    this.#connection = connection;
    connection.addEventListener("event", ({ detail }) => this.#handleFrame(connection, detail));
    connection.addEventListener("closed", ({ detail }) => this.#closed(connection, detail));
  }

  // While there is a connection without a WebSocket: try one beside it, and change over when the server answers there.
  #upgradeLater() {
    this.#cancelUpgrade = this.#clock.after(this.#upgradeAfter, () => {
      const connection = (this.#upgrade = this.#open("websocket"));
      connection.addEventListener("closed", ({ detail }) => {
        if (connection === this.#upgrade) {
          if (!detail.welcomed) {
            this.#probe.upgradeFailed();
          }
          this.#upgradeLater();
        }
      });
      const changeOver = ({ detail: frame }) => {
        if (connection !== this.#upgrade || frame.type !== "welcome") {
          return;
        }
        if (!this.current?.idle) {
          // No answer is to be lost: later.
          connection.close();
          return;
        }
        connection.removeEventListener("event", changeOver);
        this.#upgrade = null;
        this.#dropConnection();
        this.#transport = "websocket";
        this.#openedAt = this.#clock.now();
        this.#use(connection);
        this.#setState("connecting");
        this.#handleFrame(connection, frame);
      };
      connection.addEventListener("event", changeOver);
    });
    this.#upgradeAfter = Math.min(MAX_UPGRADE_AFTER, this.#upgradeAfter * 2);
  }

  #endUpgrade() {
    this.#cancelUpgrade();
    const connection = this.#upgrade;
    this.#upgrade = null;
    connection?.close();
  }

  #cancelRetry() {
    this.#cancelTimer();
    this.#waiting = false;
  }

  #handleFrame(connection, frame) {
    this.#emit("event", frame);
    if (frame.type === "welcome") {
      this.#probe.reset();
      this.#lastWelcome = this.#transport;
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
      const transport = this.#transport;
      this.#setState("online", { transport });
      this.#emit("online", connection);
      if (transport === "sse" && this.#has("websocket")) {
        this.#upgradeLater();
      }
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
      this.#error = new ChatError("credentials_failed", String(error?.message ?? error));
      connection.close(1000, this.#error.message);
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
    const credentials = await (typeof source === "function" ? this.#callInTime(source, request) : source);
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

  #callInTime(source, request) {
    return new Promise((resolve, reject) => {
      const late = new Error(`the function \`credentials\` has not answered for ${CREDENTIALS_TIMEOUT / 1000} seconds`);
      const cancelTimer = this.#clock.after(CREDENTIALS_TIMEOUT, () => reject(late));
      // What it throws rejects the promise.
      new Promise((answer) => answer(source(request))).then(resolve, reject).finally(cancelTimer);
    });
  }

  #emitLogin({ user, token, expires, account }) {
    this.#emit("login", { user, token, expires, account });
  }

  #closed(connection, { code, reason, bye, welcomed }) {
    if (connection !== this.#connection) {
      return;
    }
    this.#connection = null;
    this.#endUpgrade();
    this.#emit("lost");
    if (!mayReconnect(code, bye)) {
      this.#setState("ended", { code: bye?.code ?? code, reason: bye?.reason ?? reason });
      return;
    }

    const stable = this.#clock.now() - this.#openedAt >= STABLE_AFTER;
    if (stable) {
      this.#backoff.reset();
    }
    const transport = this.#transport;
    this.#changeTransport({ welcomed, cut: welcomed && !stable && code === 1006 });
    const wait = bye?.retry_after ?? this.#backoff.next();
    this.#cancelTimer = this.#clock.after(wait, () => this.#attempt());
    this.#waiting = true;
    const error = this.#error ?? undefined;
    const next = { wait, until: this.#clock.time() + wait, code, reason, error };
    const { diagnosis: known } = this.#probe;
    this.#setState(known ? "unreachable" : "waiting", { ...next, ...known });
    if (!welcomed && (transport === "websocket" || !this.#has("websocket"))) {
      this.#probe.attemptFailed();
    }
  }

  // A way that leads nowhere is left for the other one, if there is one.  Without a connection, both are tried in turn
  // once it is known that WebSockets do not get through; before that, `#diagnosed` tries the other one.
  #changeTransport({ welcomed, cut }) {
    this.#drops = cut ? this.#drops + 1 : 0;
    const blocked = this.#drops === MAX_DROPS || (!welcomed && this.#lastWelcome === "sse");
    const other = this.#transport === "sse" ? "websocket" : "sse";
    if (this.#has(other) && (this.#transport === "sse" ? !welcomed : blocked)) {
      this.#transport = other;
      this.#drops = 0;
    }
  }

  // The reason why there is no connection is now known.
  #diagnosed(why) {
    if (why.reason === "upgrade_refused" && this.#tryEventStream()) {
      return;
    }
    if (this.#waiting) {
      const { until, code, reason } = this.#state;
      this.#setState("unreachable", { wait: until - this.#clock.time(), until, code, reason, ...why });
    } else if (this.#state.state === "connecting") {
      this.#setState("connecting", why);
    }
  }

  // Whether the other way could be tried at once.
  #tryEventStream() {
    const possible = this.#waiting && this.#transport === "websocket" && this.#has("sse");
    if (possible) {
      this.#transport = "sse";
      this.#attempt();
    }
    return possible;
  }

  #dropConnection() {
    this.#cancelRetry();
    this.#endUpgrade();
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

/**
 * The chatd client library: a connection to a chatd server that reconnects by itself.
 *
 *     import { Client } from "https://chat.example/chatd.js";
 *     const client = new Client({ credentials: { guest: "Ann" } });
 *     client.addEventListener("message", ({ detail }) => console.log(detail.user.name, detail.text));
 *     await client.join("lobby");
 *     await client.say("lobby", "Hello!");
 *
 * After a loss it reconnects, resumes each room from its last position, and delivers every event once and in order.
 * Messages said meanwhile are sent after the reconnect, with a key that keeps them from being stored twice.
 */
import { systemClock } from "./chatd/clock.js";
import { ChatError } from "./chatd/errors.js";
import { newKey } from "./chatd/outbox.js";
import { ReconnectingConnection } from "./chatd/reconnecting.js";
import { RoomSubscription } from "./chatd/room.js";
import { Room } from "./chatd/room_handle.js";

export { ChatError, newKey, Room };

/** Address of the server's WebSocket, derived from where this module was loaded. */
export function endpoint(base = import.meta.url) {
  const url = new URL("ws", base);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return url.href;
}

// Commands whose answers come in pages, and the field that holds the items.
const LIST_FIELDS = { rooms: "rooms", members: "members", presence: "users", sanctions: "sanctions", ignores: "users" };

// Events about the person: delivered whether the room they name is joined or not.
const PERSONAL = new Set(["activity", "seen", "invited", "reported", "role", "sanction"]);

/**
 * The client: one connection to a server, through all reconnects.
 *
 * Events have their fields in `detail`: those of the protocol (`message`, `edit`, `delete`, `presence`, …), and
 *
 * - `state`: as the property; `login`: `user`, their rights on the site (`account`), when the login ends (`expires`),
 *   and `token` to come back as the same guest
 * - `joined`: the answer to a join, on every connection, with `reset` (the `events` replace what is held), `since`
 *   (else: the position that they follow) and `gap` (some before them are missing); then each of its events
 * - `entries`: `room`, `entries` (one or more of the log, in order), `replayed`; then each as an event of its own
 * - `position`: `room`, `epoch`, `seq`, after the events up to there: store it to resume on another day
 * - `outbox`: `room`, `items`; `left`: `room`, and `error` unless the client asked to leave
 * - `inbox`: a message of the site's back end to this person alone, with the fields of a `message`. Once there is a
 *   listener, the client joins the inbox: first come those that are not `seen`, then each as it is sent.
 */
export class Client extends EventTarget {
  #connection;
  #clock;
  #newKey;
  #rooms = new Map();
  #handles = new Map();
  #user = null;
  #account = null;
  #limits = {};
  #listensToInbox = false;
  #followedInbox = null;

  /**
   * `credentials` is `{token}`, `{guest}` or nothing (a cookie identifies the user), or a function that returns or
   * promises one of them. It is called on every connection that the server does not know by its cookie, with
   * `{refused}` if that token was just refused, and with `{expiring: true}` some time before the login expires.
   *
   * `exclusive` runs the request for a new identity; give it a lock if several tabs share one. `transports` are the
   * ways to the server, the preferred one first: where `websocket` does not get through, `sse` does the same by
   * server-sent events and POST. `WebSocket` is a constructor, for programs outside of browsers; `fetch` is used for
   * `sse`, and to find out why no connection can be opened. The other options are for tests.
   */
  constructor({
    url = endpoint(),
    credentials = null,
    exclusive = (work) => work(),
    transports = ["websocket", "sse"],
    WebSocket = globalThis.WebSocket,
    fetch = globalThis.fetch,
    clock = systemClock,
    random = Math.random,
    key = newKey,
  } = {}) {
    super();
    this.#clock = clock;
    this.#newKey = key;
    this.#connection = new ReconnectingConnection({ url, credentials, exclusive, transports, WebSocket, fetch, clock, random });
    const on = (type, handler) => this.#connection.addEventListener(type, ({ detail }) => this.#guarded(handler, detail));
    on("state", (state) => this.#stateChanged(state));
    on("event", (event) => this.#receive(event));
    on("login", (login) => this.#loggedIn(login));
    on("entering", (connection) => this.#joinFirst(connection));
    on("online", (connection) => this.#rejoinAll(connection));
    on("lost", () => this.#lost());
  }

  /**
   * `{state}` and more: `idle`, `connecting`, `online`, `refused` (`error`), `ended` (`code`, `reason`). While another
   * attempt is due: `waiting`, or `unreachable` once the reason is known (`reason`, `message`); both with `until`, by
   * the device's clock, and `wait`, milliseconds from the moment the state was set.
   */
  get state() {
    return this.#connection.state;
  }

  get user() {
    return this.#user;
  }

  /** The room of the user's inbox, or null: for `seen`, `history` and `delete`. */
  get inbox() {
    return this.#account?.inbox ?? null;
  }

  /** The user's rights on the site: `{kind, admin, can, expires, inbox}`, or null. */
  get account() {
    return this.#account;
  }

  /** Limits of the server: `text`, `name`, `rooms`, `history`, `message`. */
  get limits() {
    return this.#limits;
  }

  get joined() {
    return [...this.#rooms.keys()];
  }

  addEventListener(type, ...rest) {
    super.addEventListener(type, ...rest);
    if (type === "inbox") {
      this.#listensToInbox = true;
      this.#followInbox();
    }
  }

  /** Connect and stay connected. Does nothing while there is a connection, an attempt or a wait for one. */
  connect() {
    this.#connection.connect();
  }

  /** Connect now instead of at the end of a wait: after a person's click, or when the network is back. */
  retry() {
    this.#connection.retry();
  }

  /**
   * Check now whether the connection is alive, instead of after some silence; without a connection, connect now. For a
   * browser that reports `offline` or `online`, and a page that was in the background. Promises whether it is alive.
   */
  check() {
    return this.#connection.check();
  }

  /** Close the connection and do not reconnect; unacknowledged messages are kept. */
  disconnect() {
    this.#connection.close();
  }

  /** The `Room` with this id: an object with its own events and methods. */
  room(id) {
    const room = this.#handles.get(id) ?? new Room(this, id);
    this.#handles.set(id, room);
    return room;
  }

  /** The client's position in the room's log, `{epoch, seq}`: store it to resume from there on another day. */
  position(room) {
    return this.#rooms.get(room)?.subscription.position;
  }

  /**
   * Join a room and stay joined through every reconnect. Promises the first answer.
   *
   * The promise waits as long as the client tries to connect, or for `timeout` milliseconds: then it is rejected with
   * `timeout`, and the room is left. It is rejected with the server's error when the client is `refused`, and with
   * `closed` when it has `ended` or is disconnected; the room is kept for another `connect()`.
   *
   * `since` is an earlier `position`: everything after it is replayed. If more than `far` events are missing, the
   * newest ones are delivered instead, with `reset`.
   */
  join(room, { limit = 50, since, far = Infinity, timeout } = {}) {
    let handle = this.#rooms.get(room);
    if (!handle) {
      const emit = (type, detail) => this.#emit(type, detail);
      const options = { client: this, limit, since, maxReplay: far, emit, clock: this.#clock };
      handle = { subscription: new RoomSubscription(room, options) };
      this.#rooms.set(room, handle);
      this.room(room).setState("joining");
    }
    if (!handle.answer) {
      handle.answer = new Promise((resolve, reject) => Object.assign(handle, { resolve, reject }));
      handle.answer.catch(() => {});
    }
    const { answer } = handle;
    if (timeout !== undefined) {
      const cancelTimer = this.#clock.after(timeout, () => this.#joinTimedOut(room, handle));
      answer.then(cancelTimer, cancelTimer);
    }

    if (this.state.state === "idle") {
      this.connect();
    } else if (this.#connection.current) {
      this.#joinOn(room, handle, this.#connection.current);
    } else {
      this.#rejectWaiting(this.state);
    }
    return answer;
  }

  leave(room) {
    const handle = this.#rooms.get(room);
    if (handle) {
      this.#connection.current?.command("leave", { room }).catch(() => {});
      this.#leftRoom(room);
      handle.reject?.(new ChatError("not_joined"));
    }
  }

  /**
   * Send a message, now or after reconnecting. Promises its entry in the log. `data` is an object of the application's
   * own, beside the text or, with an empty text, instead of it.
   *
   * What no server would accept is rejected at once (`too_large`, `invalid`). After a temporary error (`rate_limited`,
   * `slow_mode`, `unavailable`) the message is sent again later, and later messages of this room wait behind it. After
   * `timeout` milliseconds without an answer the message fails; it may be in the log all the same. When the client is
   * `refused`, has `ended` or is disconnected, the promise is rejected as that of `join` is, and the message is kept
   * for another `connect()`.
   *
   * With an `error` the message is added as failed with that error: for what a page keeps over a reload.
   */
  say(room, text, options) {
    const key = options?.key ?? this.#newKey();
    const promise = this.#inRoom(room, (subscription) => subscription.say(text, { ...options, key }));
    this.#rejectWaiting(this.state);
    return promise;
  }

  /** Unacknowledged messages of the room: `{key, text, data, reply_to, time, state, error}` each. */
  outbox(room) {
    return this.#rooms.get(room)?.subscription.outbox ?? [];
  }

  /** Send a failed message again. */
  sayAgain(room, key) {
    this.#rooms.get(room)?.subscription.retry(key);
  }

  /** Discard a message that is not being sent. False if it is: then it may be in the log already. */
  unsay(room, key) {
    return this.#rooms.get(room)?.subscription.discard(key) ?? false;
  }

  /** Change an own message: its text (undefined: the same) and its `data` (undefined: the same; null: remove it). */
  edit(room, seq, text, options) {
    return this.#inRoom(room, (subscription) => subscription.changeMessage("edit", { seq, text, ...options }));
  }

  delete(room, seq) {
    return this.#inRoom(room, (subscription) => subscription.changeMessage("delete", { seq }));
  }

  /** Promises `{events, first, more}`, oldest first; give `before` or `after`, a seq. */
  history(room, options) {
    return this.#inRoom(room, (subscription) => subscription.readPage("history", { limit: 50, ...options }));
  }

  /** Promises `{events, more}`, newest first; `options`: `before`, `limit`. */
  search(room, text, options) {
    return this.#inRoom(room, (subscription) => subscription.readPage("search", { text, ...options }));
  }

  /**
   * Promises `{events, more}`: the user's own messages in all rooms; continue with `after`, the `{room, seq}` of the
   * last one.
   */
  export(options) {
    return this.command("export", options);
  }

  signal(room, name, body = {}) {
    return this.command("signal", { room, name, body });
  }

  presence(room) {
    return this.list("presence", { room });
  }

  seen(room, seq) {
    return this.command("seen", { room, seq });
  }

  /** Promises `{rooms}`: those the user has joined or read in, each with `seen` (the position) and `unread`. */
  rooms() {
    return this.list("rooms");
  }

  /**
   * A page of the public rooms: promises `{rooms, more, next}`. `text`: words to search for; `next`: give it as `after`.
   */
  directory(options) {
    return this.command("directory", { text: "", ...options });
  }

  /** All pages of `rooms`, `members`, `presence`, `sanctions` or `ignores`. Promises one answer with all items. */
  async list(type, fields = {}) {
    const { current: connection } = this.#connection;
    if (!connection) {
      throw new ChatError("offline");
    }
    const field = LIST_FIELDS[type];
    const answer = await connection.command(type, fields);
    const items = [...answer[field]];
    for (let page = answer; page.more; items.push(...page[field])) {
      page = await connection.commandWithRetry(type, { ...fields, after: page.next });
    }
    return { ...answer, [field]: items };
  }

  async rename(name) {
    const answer = await this.command("rename", { name });
    this.#loggedIn(answer);
    return answer.user;
  }

  /** Send any other command of the protocol. Promises the answer; rejected with a `ChatError`. */
  command(type, fields) {
    const { current: connection } = this.#connection;
    return connection ? connection.command(type, fields) : Promise.reject(new ChatError("offline"));
  }

  #inRoom(room, work) {
    const handle = this.#rooms.get(room);
    return handle ? work(handle.subscription) : Promise.reject(new ChatError("not_joined"));
  }

  #lost() {
    for (const [room, { subscription }] of this.#rooms) {
      subscription.suspend();
      this.#handles.get(room)?.setState("joining");
    }
  }

  #stateChanged(state) {
    this.#emit("state", state);
    this.#rejectWaiting(state.state === "idle" ? { state: "ended", reason: "the client was disconnected" } : state);
  }

  // No answer will come: reject the waiting promises of joins and messages.
  #rejectWaiting({ state, error, code, reason }) {
    if (state !== "refused" && state !== "ended") {
      return;
    }
    const why = error ?? new ChatError("closed", reason || `the server closed the connection with ${code}`);
    for (const handle of this.#rooms.values()) {
      handle.reject?.(why);
      handle.answer = null;
      handle.subscription.rejectPending(why);
    }
  }

  #joinTimedOut(room, handle) {
    if (this.#rooms.get(room) === handle) {
      const { message = "no answer to the join" } = this.state;
      const error = new ChatError("timeout", message);
      this.#connection.current?.command("leave", { room }).catch(() => {});
      handle.reject(error);
      this.#leftRoom(room, error);
    }
  }

  // An event that the client cannot process closes the connection; it must not end the program.
  #guarded(handler, detail) {
    try {
      handler(detail);
    } catch (error) {
      this.#connection.fail(`an event that cannot be understood: ${error.message}`);
    }
  }

  #loggedIn({ user, token, expires, account = this.#account }) {
    this.#user = user;
    this.#account = account;
    this.#followInbox();
    this.#emit("login", { user, token, expires, account });
  }

  // Join the user's inbox, once; that of an earlier user is left.
  #followInbox() {
    const { inbox } = this;
    if (!this.#listensToInbox || inbox === this.#followedInbox) {
      return;
    }
    if (this.#followedInbox !== null) {
      this.leave(this.#followedInbox);
    }
    this.#followedInbox = inbox;
    if (inbox !== null) {
      this.join(inbox).catch(() => {});
    }
  }

  // Join the first room right behind the login, without waiting for its answer: the server keeps the order, and a
  // round trip is saved.
  async #joinFirst(connection) {
    const [[room, handle] = []] = this.#rooms;
    try {
      await handle?.subscription.join(connection);
      if (handle && !this.#rooms.has(room)) {
        await connection.command("leave", { room });
      }
    } catch (error) {
      // The login was refused: all rooms are joined after the next successful one.
      if (error.code === "login_required") {
        handle.subscription.suspend();
      }
    }
  }

  async #rejoinAll(connection) {
    // In sequence: fifty joins at once would exceed the rate limit of commands.
    for (const [room, handle] of [...this.#rooms]) {
      await this.#joinOn(room, handle, connection);
    }
  }

  async #joinOn(room, handle, connection) {
    if (connection.closed || this.#rooms.get(room) !== handle) {
      return;
    }
    try {
      handle.resolve?.(await handle.subscription.join(connection));
    } catch (error) {
      if (error.code !== "disconnected" && this.#rooms.get(room) === handle) {
        this.#leftRoom(room, error);
        handle.reject?.(error);
      }
    }
  }

  #receive(event) {
    if (event.type === "welcome") {
      this.#limits = event.limits ?? {};
    } else if (event.type === "me") {
      this.#user = event.user;
      this.#account = event.account ?? this.#account;
    }
    // A sanction without a room applies to the whole site.
    const handle = this.#rooms.get(event.room);
    if (event.room == null || PERSONAL.has(event.type)) {
      this.#emit(event.type, event);
    } else {
      handle?.subscription.receive(event);
    }
    if (handle && event.type === "sanction" && (event.action === "kick" || event.action === "ban")) {
      const code = event.action === "ban" ? "banned" : "kicked";
      this.#leftRoom(event.room, new ChatError(code, event.reason, event));
    }
  }

  #leftRoom(room, error) {
    this.#emit("left", { room, error });
  }

  #emit(type, detail) {
    if (type === "left") {
      const { subscription } = this.#rooms.get(detail.room) ?? {};
      subscription?.suspend();
      subscription?.rejectPending(detail.error ?? new ChatError("not_joined"));
      this.#rooms.delete(detail.room);
      if (detail.room === this.#followedInbox) {
        // Joined again after the next login.
        this.#followedInbox = null;
      }
    }
    if (type === "joined" || type === "left") {
      this.room(detail.room).setState(type, detail.error);
    }
    this.#dispatch(type, detail);
    if (type !== "joined" && type !== "entries") {
      return;
    }
    const { room } = detail;
    for (const entry of detail.events ?? detail.entries) {
      const type = entry.type === "message" && room === this.#followedInbox ? "inbox" : entry.type;
      // What the person has read is no news.
      if (type !== "inbox" || !detail.reset || entry.seq > detail.seen) {
        this.#dispatch(type, { ...entry, room });
      }
    }
    const position = this.position(room);
    if (position) {
      this.#dispatch("position", { room, ...position });
    }
  }

  #dispatch(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
    this.#handles.get(detail.room)?.emit(type, detail);
  }
}

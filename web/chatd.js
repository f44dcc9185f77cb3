/**
 * The chatd client: one connection to a chatd server that takes care of itself.
 *
 *     import { Client } from "https://chat.example/chatd.js";
 *     const client = new Client({ credentials: { guest: "Ann" } });
 *     client.addEventListener("message", ({ detail }) => console.log(detail.user.name, detail.text));
 *     await client.join("lobby");
 *     await client.say("lobby", "Hello!");
 *
 * It comes back after every loss, resumes each room from its last position, and shows every event once and in
 * order.  What was said while away is sent on return, with the key that keeps it from being stored twice.
 */
import { systemClock } from "./chatd/clock.js";
import { ChatError } from "./chatd/errors.js";
import { ReconnectingConnection } from "./chatd/reconnecting.js";
import { RoomSubscription } from "./chatd/room.js";

export { ChatError };

/** Where the server that gave out this module takes WebSockets. */
export function endpoint(base = import.meta.url) {
  const url = new URL("ws", base);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return url.href;
}

/** A key for one message, 128 bits of it random. */
export function newKey() {
  const bytes = globalThis.crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// The lists that come in pages, and the field that holds their items.
const LIST_FIELDS = { rooms: "rooms", members: "members", presence: "users", sanctions: "sanctions", ignores: "users" };

// These are about the person, whether they are in the room that is named or not.
const PERSONAL = new Set(["activity", "seen", "invited", "reported", "sanction"]);

/**
 * Events, each with its fields in `detail`: those of the protocol (`message`, `edit`, `delete`, `presence`, `signal`,
 * …), and of the client itself:
 *
 * - `state`: as the property; `login`: `user`, what that is to the site (`account`), when it ends (`expires`), and
 *   `token` to come back as the same guest
 * - `joined`: the answer to a join, on every connection, with `reset` (the `events` replace what was held), `since`
 *   (else: the position that they follow) and `gap` (what was held before does not connect to them); then each of its
 *   events as an event of its own
 * - `entries`: `room`, `entries` (one or more of the log, in order), `replayed`; then each as an event of its own
 * - `position`: `room`, `epoch`, `seq`, after the events up to there: to be kept for another day
 * - `outbox`: `room`, `items`; `left`: `room`, and `error` unless asked for
 */
export class Client extends EventTarget {
  #connection;
  #clock;
  #newKey;
  #rooms = new Map();
  #user = null;
  #account = null;
  #limits = {};

  /**
   * `credentials` is `{token}`, `{guest}` or nothing (a cookie says who it is), or a function that gives or promises
   * one of them.  It is asked on every connection that is not known by its cookie, with `{refused}` when that token
   * was just refused, and with `{expiring: true}` a while before what it gave runs out.  `exclusive` runs what asks
   * for a new identity; give it a lock when several tabs share one.  `WebSocket` is a constructor, for programs outside
   * of browsers; `fetch` is asked why no connection can be opened.  The others are for tests.
   */
  constructor({
    url = endpoint(),
    credentials = null,
    exclusive = (work) => work(),
    WebSocket = globalThis.WebSocket,
    fetch = globalThis.fetch,
    clock = systemClock,
    random = Math.random,
    key = newKey,
  } = {}) {
    super();
    this.#clock = clock;
    this.#newKey = key;
    this.#connection = new ReconnectingConnection({ url, credentials, exclusive, WebSocket, fetch, clock, random });
    const follow = (type, react) => this.#connection.addEventListener(type, ({ detail }) => this.#guarded(react, detail));
    follow("state", (state) => this.#stateChanged(state));
    follow("event", (event) => this.#receive(event));
    follow("login", (login) => this.#loggedIn(login));
    follow("entering", (connection) => this.#joinFirst(connection));
    follow("online", (connection) => this.#rejoinAll(connection));
    follow("lost", () => this.#rooms.forEach(({ subscription }) => subscription.suspend()));
  }

  /**
   * `{state}` and more: `idle`, `connecting`, `online`, `refused` (`error`), `ended` (`code`, `reason`); while there is
   * a next attempt to come, `waiting`, or `unreachable` once it is known why no connection could be opened (`reason`,
   * `message`), both with `until`, by the device's clock, and `wait`, milliseconds from the moment it was told.
   */
  get state() {
    return this.#connection.state;
  }

  get user() {
    return this.#user;
  }

  /** What the user is to the site: `{kind, admin, can, expires}`, or null. */
  get account() {
    return this.#account;
  }

  /** What the server said it accepts: `text`, `name`, `rooms`, `history`, `message`. */
  get limits() {
    return this.#limits;
  }

  get joined() {
    return [...this.#rooms.keys()];
  }

  /** Connect and stay connected.  Does nothing while there is a connection, an attempt or a wait for one. */
  connect() {
    this.#connection.connect();
  }

  /** Connect now rather than at the end of a wait: for a person's click, or a network that came back. */
  retry() {
    this.#connection.retry();
  }

  /**
   * Ask the server now whether the connection lives, rather than after some silence; without a connection, try now.  For
   * a browser that says `offline` or `online`, and a page that was in the background.  Promises whether it lives.
   */
  check() {
    return this.#connection.check();
  }

  /** End the connection and stay away; what was not acknowledged is kept. */
  disconnect() {
    this.#connection.close();
  }

  /** Where in the room's log this client is, `{epoch, seq}`: keep it to go on from there another day. */
  position(room) {
    return this.#rooms.get(room)?.subscription.position;
  }

  /**
   * Be in a room from now on, through every reconnect.  Promises the first answer.
   *
   * The promise waits as long as the client tries to connect, or for `timeout` milliseconds: then it is rejected with
   * `timeout`, and the room is given up.  It is rejected with the refusal when the client is `refused`, and with
   * `closed` when it has `ended` or is disconnected; the room is kept for another `connect()`.
   *
   * `since` is a `position` of before: everything after it is replayed.  Whoever is more than `far` events behind gets
   * the newest instead, with `reset`.
   */
  join(room, { limit = 50, since, far = Infinity, timeout } = {}) {
    let handle = this.#rooms.get(room);
    if (!handle) {
      const tell = (type, detail) => this.#emit(type, detail);
      const [user, limits] = [() => this.#user, () => this.#limits];
      handle = { subscription: new RoomSubscription(room, { limit, since, far, tell, clock: this.#clock, user, limits }) };
      this.#rooms.set(room, handle);
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
   * Say something, now or on return.  Promises the entry of the log it became.
   *
   * What no server could take is refused at once (`too_large`, `invalid`).  A refusal for now (`rate_limited`,
   * `slow_mode`, `unavailable`) is waited out, and what was said later in this room waits with it.  After `timeout`
   * milliseconds without an answer the message fails; it may be in the log all the same.  When the client is `refused`,
   * has `ended` or is disconnected, the promise is rejected as that of `join` is, and the message is kept for another
   * `connect()`.
   *
   * With an `error` it is kept as failed with that: for what a page remembers over a reload.
   */
  say(room, text, { reply_to, key = this.#newKey(), time, error, timeout } = {}) {
    const promise = this.#inRoom(room, (subscription) => subscription.say(text, { reply_to, key, time, error, timeout }));
    this.#rejectWaiting(this.state);
    return promise;
  }

  /** What was said in the room and is not acknowledged: `{key, text, reply_to, time, state, error}` each. */
  outbox(room) {
    return this.#rooms.get(room)?.subscription.outbox ?? [];
  }

  /** Send a failed message again. */
  sayAgain(room, key) {
    this.#rooms.get(room)?.subscription.retry(key);
  }

  /** Take back a message that is not under way.  False when it is: then it may be in the log already. */
  unsay(room, key) {
    return this.#rooms.get(room)?.subscription.discard(key) ?? false;
  }

  edit(room, seq, text) {
    return this.#inRoom(room, (subscription) => subscription.changeMessage("edit", { seq, text }));
  }

  delete(room, seq) {
    return this.#inRoom(room, (subscription) => subscription.changeMessage("delete", { seq }));
  }

  /** Promises `{events, first, more}`, oldest first; give `before` or `after`, a seq. */
  history(room, { before, after, limit = 50 } = {}) {
    return this.#inRoom(room, (subscription) => subscription.readPage("history", { before, after, limit }));
  }

  /** Promises `{events, more}`, newest first. */
  search(room, text, { before, limit } = {}) {
    return this.#inRoom(room, (subscription) => subscription.readPage("search", { text, before, limit }));
  }

  /** Promises `{events, more}`: my own messages in all rooms; go on with `after`, the `{room, seq}` of the last one. */
  export({ after, limit } = {}) {
    return this.command("export", { after, limit });
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

  /** Promises `{rooms}`: those I have joined or read in before, each with `seen`, how far, and `unread`. */
  rooms() {
    return this.list("rooms");
  }

  /**
   * A page of the public rooms, by id: promises `{rooms, more, next}`, each `{room, kind, title, topic, count, member}`.
   * `text` holds words to look for; go on with `next` as `after`.
   */
  directory({ text = "", after, limit } = {}) {
    return this.command("directory", { text, after, limit });
  }

  /** `rooms`, `members`, `presence`, `sanctions` or `ignores`, page by page.  Promises an answer with all items. */
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

  /** Any other command of the protocol.  Promises the answer; rejected with a `ChatError`. */
  command(type, fields) {
    const { current: connection } = this.#connection;
    return connection ? connection.command(type, fields) : Promise.reject(new ChatError("offline"));
  }

  #inRoom(room, work) {
    const handle = this.#rooms.get(room);
    return handle ? work(handle.subscription) : Promise.reject(new ChatError("not_joined"));
  }

  #stateChanged(state) {
    this.#emit("state", state);
    this.#rejectWaiting(state.state === "idle" ? { state: "ended", reason: "the client was disconnected" } : state);
  }

  // Whoever waits for an answer is told that none will come.
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

  // What a server says may be anything: nothing it can say ends the program.
  #guarded(react, detail) {
    try {
      react(detail);
    } catch (error) {
      this.#connection.fail(`an event that cannot be understood: ${error.message}`);
    }
  }

  #loggedIn({ user, token, expires, account = this.#account }) {
    this.#user = user;
    this.#account = account;
    this.#emit("login", { user, token, expires, account });
  }

  // The first room is asked for right behind the login: the server takes commands in order, and a round trip is saved.
  async #joinFirst(connection) {
    const [[room, handle] = []] = this.#rooms;
    try {
      await handle?.subscription.join(connection);
      if (handle && !this.#rooms.has(room)) {
        await connection.command("leave", { room });
      }
    } catch (error) {
      // That login was refused: the next one that is not is followed by all joins.
      if (error.code === "login_required") {
        handle.subscription.suspend();
      }
    }
  }

  async #rejoinAll(connection) {
    // One after the other: fifty joins at once would overspend the budget for commands.
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
    // A sanction of no room is one of the whole site.
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
    }
    this.dispatchEvent(new CustomEvent(type, { detail }));
    if (type !== "joined" && type !== "entries") {
      return;
    }
    const { room } = detail;
    for (const entry of detail.events ?? detail.entries) {
      this.dispatchEvent(new CustomEvent(entry.type, { detail: { ...entry, room } }));
    }
    const position = this.position(room);
    if (position) {
      this.dispatchEvent(new CustomEvent("position", { detail: { room, ...position } }));
    }
  }
}

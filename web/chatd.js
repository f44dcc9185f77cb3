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
import { Lifeline } from "./chatd/reconnecting.js";
import { Seat } from "./chatd/room.js";

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
const LISTS = { rooms: "rooms", members: "members", presence: "users", sanctions: "sanctions", ignores: "users" };

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
  #lifeline;
  #clock;
  #key;
  #seats = new Map();
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
    this.#key = key;
    this.#lifeline = new Lifeline({ url, credentials, exclusive, WebSocket, fetch, clock, random });
    const follow = (type, react) => this.#lifeline.addEventListener(type, ({ detail }) => this.#guard(react, detail));
    follow("state", (state) => this.#become(state));
    follow("event", (event) => this.#receive(event));
    follow("login", (login) => this.#recognise(login));
    follow("online", (link) => this.#resume(link));
    follow("lost", () => this.#seats.forEach(({ seat }) => seat.rise()));
  }

  /**
   * `{state}` and more: `idle`, `connecting`, `online`, `refused` (`error`), `ended` (`code`, `reason`); while there is
   * a next attempt to come, `waiting`, or `unreachable` once it is known why no connection could be opened (`reason`,
   * `message`), both with `until`, by the device's clock, and `wait`, milliseconds from the moment it was told.
   */
  get state() {
    return this.#lifeline.state;
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
    return [...this.#seats.keys()];
  }

  /** Connect and stay connected.  Does nothing while there is a connection, an attempt or a wait for one. */
  connect() {
    this.#lifeline.open();
  }

  /** Connect now rather than at the end of a wait: for a person's click, or a network that came back. */
  retry() {
    this.#lifeline.retry();
  }

  /**
   * Ask the server now whether the connection lives, rather than after some silence; without a connection, try now.  For
   * a browser that says `offline` or `online`, and a page that was in the background.  Promises whether it lives.
   */
  check() {
    return this.#lifeline.check();
  }

  /** End the connection and stay away; what was not acknowledged is kept. */
  disconnect() {
    this.#lifeline.close();
  }

  /** Where in the room's log this client is, `{epoch, seq}`: keep it to go on from there another day. */
  position(room) {
    return this.#seats.get(room)?.seat.position;
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
    let place = this.#seats.get(room);
    if (!place) {
      const tell = (type, detail) => this.#tell(type, detail);
      const [user, limits] = [() => this.#user, () => this.#limits];
      place = { seat: new Seat(room, { limit, since, far, tell, clock: this.#clock, user, limits }) };
      this.#seats.set(room, place);
    }
    if (!place.answer) {
      place.answer = new Promise((resolve, reject) => Object.assign(place, { resolve, reject }));
      place.answer.catch(() => {});
    }
    const { answer } = place;
    if (timeout !== undefined) {
      const calm = this.#clock.after(timeout, () => this.#late(room, place));
      answer.then(calm, calm);
    }

    if (this.state.state === "idle") {
      this.connect();
    } else if (this.#lifeline.link) {
      this.#sit(room, place, this.#lifeline.link);
    } else {
      this.#abandon(this.state);
    }
    return answer;
  }

  leave(room) {
    const place = this.#seats.get(room);
    if (place) {
      this.#lifeline.link?.command("leave", { room }).catch(() => {});
      this.#forget(room);
      place.reject?.(new ChatError("not_joined"));
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
  say(room, text, { reply_to, key = this.#key(), time, error, timeout } = {}) {
    const promise = this.#seated(room, (seat) => seat.say(text, { reply_to, key, time, error, timeout }));
    this.#abandon(this.state);
    return promise;
  }

  /** What was said in the room and is not acknowledged: `{key, text, reply_to, time, state, error}` each. */
  outbox(room) {
    return this.#seats.get(room)?.seat.outbox ?? [];
  }

  /** Send a failed message again. */
  sayAgain(room, key) {
    this.#seats.get(room)?.seat.retry(key);
  }

  /** Take back a message that is not under way.  False when it is: then it may be in the log already. */
  unsay(room, key) {
    return this.#seats.get(room)?.seat.discard(key) ?? false;
  }

  edit(room, seq, text) {
    return this.#seated(room, (seat) => seat.change("edit", { seq, text }));
  }

  delete(room, seq) {
    return this.#seated(room, (seat) => seat.change("delete", { seq }));
  }

  /** Promises `{events, first, more}`, oldest first; give `before` or `after`, a seq. */
  history(room, { before, after, limit = 50 } = {}) {
    return this.#seated(room, (seat) => seat.read("history", { before, after, limit }));
  }

  /** Promises `{events, more}`, newest first. */
  search(room, text, { before, limit } = {}) {
    return this.#seated(room, (seat) => seat.read("search", { text, before, limit }));
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
    const { link } = this.#lifeline;
    if (!link) {
      throw new ChatError("offline");
    }
    const field = LISTS[type];
    const answer = await link.command(type, fields);
    const items = [...answer[field]];
    for (let page = answer; page.more; items.push(...page[field])) {
      page = await link.patiently(type, { ...fields, after: page.next });
    }
    return { ...answer, [field]: items };
  }

  async rename(name) {
    const answer = await this.command("rename", { name });
    this.#recognise(answer);
    return answer.user;
  }

  /** Any other command of the protocol.  Promises the answer; rejected with a `ChatError`. */
  command(type, fields) {
    const { link } = this.#lifeline;
    return link ? link.command(type, fields) : Promise.reject(new ChatError("offline"));
  }

  #seated(room, work) {
    const place = this.#seats.get(room);
    return place ? work(place.seat) : Promise.reject(new ChatError("not_joined"));
  }

  #become(state) {
    this.#tell("state", state);
    this.#abandon(state.state === "idle" ? { state: "ended", reason: "the client was disconnected" } : state);
  }

  // Whoever waits for an answer is told that none will come.
  #abandon({ state, error, code, reason }) {
    if (state !== "refused" && state !== "ended") {
      return;
    }
    const why = error ?? new ChatError("closed", reason || `the server closed the connection with ${code}`);
    for (const place of this.#seats.values()) {
      place.reject?.(why);
      place.answer = null;
      place.seat.abandon(why);
    }
  }

  #late(room, place) {
    if (this.#seats.get(room) === place) {
      const { message = "no answer to the join" } = this.state;
      const error = new ChatError("timeout", message);
      this.#lifeline.link?.command("leave", { room }).catch(() => {});
      place.reject(error);
      this.#forget(room, error);
    }
  }

  // What a server says may be anything: nothing it can say ends the program.
  #guard(react, detail) {
    try {
      react(detail);
    } catch (error) {
      this.#lifeline.fail(`an event that cannot be understood: ${error.message}`);
    }
  }

  #recognise({ user, token, expires, account = this.#account }) {
    this.#user = user;
    this.#account = account;
    this.#tell("login", { user, token, expires, account });
  }

  async #resume(link) {
    // One after the other: fifty joins at once would overspend the budget for commands.
    for (const [room, place] of [...this.#seats]) {
      await this.#sit(room, place, link);
    }
  }

  async #sit(room, place, link) {
    if (link.over || this.#seats.get(room) !== place) {
      return;
    }
    try {
      place.resolve?.(await place.seat.sit(link));
    } catch (error) {
      if (error.code !== "disconnected" && this.#seats.get(room) === place) {
        this.#forget(room, error);
        place.reject?.(error);
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
    const place = this.#seats.get(event.room);
    if (event.room == null || PERSONAL.has(event.type)) {
      this.#tell(event.type, event);
    } else {
      place?.seat.receive(event);
    }
    if (place && event.type === "sanction" && (event.action === "kick" || event.action === "ban")) {
      const code = event.action === "ban" ? "banned" : "kicked";
      this.#forget(event.room, new ChatError(code, event.reason, event));
    }
  }

  #forget(room, error) {
    this.#tell("left", { room, error });
  }

  #tell(type, detail) {
    if (type === "left") {
      const { seat } = this.#seats.get(detail.room) ?? {};
      seat?.rise();
      seat?.abandon(detail.error ?? new ChatError("not_joined"));
      this.#seats.delete(detail.room);
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

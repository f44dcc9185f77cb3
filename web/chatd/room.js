import { ChatError } from "./errors.js";
import { encodeCommand } from "./frames.js";
import { RoomLog } from "./log.js";
import { Outbox } from "./outbox.js";

const PAGE = 100;
const RETRY_AFTER = 1000;
// A message that is not answered in this time is tried on another connection.
const ANSWER_TIMEOUT = 60_000;

/**
 * The subscription to one room, kept through all connections until the room is left.
 *
 * On each connection it joins from the last position, fetches the missing events page by page, and then sends waiting
 * messages. Events for the application go to `emit(type, detail)`.
 */
export class RoomSubscription {
  #room;
  #limit;
  #maxReplay;
  #emit;
  #clock;
  #client;
  #connection = null;
  #joining = null;
  #caughtUp = false;
  #paused = false;
  #log;
  #outbox = new Outbox();

  /** Resumes from the position `since`, or with the newest if more than `maxReplay` events are missing. */
  constructor(room, { client, limit, since, maxReplay, emit, clock }) {
    this.#room = room;
    this.#limit = limit;
    this.#maxReplay = maxReplay;
    this.#log = new RoomLog(since);
    this.#emit = emit;
    this.#clock = clock;
    this.#client = client;
  }

  get outbox() {
    return this.#outbox.items;
  }

  get position() {
    return this.#log.position;
  }

  /** Join on this connection, once however often it is called. Promises the answer. */
  join(connection) {
    if (this.#connection !== connection) {
      this.#connection = connection;
      this.#joining = this.#join(connection);
    }
    return this.#joining;
  }

  /** The connection was lost: keep the position and unacknowledged messages. */
  suspend() {
    this.#connection = null;
    this.#caughtUp = false;
    this.#paused = false;
    this.#outbox.connectionLost();
    this.#emitOutbox();
  }

  /** There will be no connection for now: reject the promises of messages, keep the messages. */
  rejectPending(error) {
    this.#outbox.rejectAll(error);
  }

  /** Process an event of this room. */
  receive(event) {
    if (event.type === "room" && event.epoch !== undefined && event.epoch !== this.#log.epoch) {
      this.#log.invalidate();
      this.#emit("room", event);
      this.#rejoin();
      return;
    }
    if (event.type === "erase") {
      this.#log.eraseUser(event.user);
    }
    if (["message", "edit", "delete"].includes(event.type)) {
      this.#publish(this.#log.append(event), { replayed: false });
      this.#catchUp();
    } else {
      this.#emit(event.type, event);
    }
  }

  /**
   * Send a message as soon as possible. Promises its entry; rejected with a `ChatError`.
   *
   * With an `error` it is added as failed. After `timeout` milliseconds without an answer it fails.
   */
  say(text, { key, data, reply_to, time = this.#clock.time(), error, timeout }) {
    const unfit = error ?? this.#validationError({ text, data, key, reply_to });
    const promise = this.#outbox.add({ key, text, ...given({ data }), reply_to, time, error: unfit });
    if (timeout !== undefined) {
      const cancelTimer = this.#clock.after(timeout, () => this.#failMessage(key, new ChatError("timeout")));
      promise.then(cancelTimer, cancelTimer);
    }
    this.#emitOutbox();
    this.#sendNext();
    return promise;
  }

  retry(key) {
    this.#outbox.retry(key);
    this.#emitOutbox();
    this.#sendNext();
  }

  discard(key) {
    const gone = this.#outbox.discard(key);
    this.#emitOutbox();
    return gone;
  }

  /** Send an `edit` or `delete`; the change is emitted as an event, in order. */
  changeMessage(type, fields) {
    return this.#command(type, fields, (ok) => {
      // The answer has what was not given: the text or the data that the message keeps.
      const { seq, time = this.#clock.time(), text = fields.text, data = fields.data } = ok;
      const event = { type, room: this.#room, seq, target: fields.seq, user: this.#client.user, time };
      const content = type === "edit" ? { text, ...given({ data }) } : {};
      this.#publish(this.#log.append({ ...event, ...content }), { replayed: false });
      return ok;
    });
  }

  /** A page of `history` or `search`, with the known edits and deletions applied. */
  readPage(type, fields) {
    const age = this.#log.generation;
    return this.#command(type, fields, (ok) => {
      if (age !== this.#log.generation) {
        throw new ChatError("stale");
      }
      return { ...ok, events: ok.events.map((event) => this.#log.withChanges(event)) };
    });
  }

  // What no server would accept is refused at once, with or without a connection.
  #validationError(fields) {
    try {
      encodeCommand({ type: "say", room: this.#room, ...fields, ref: 0 }, this.#client.limits);
      return null;
    } catch (error) {
      return error;
    }
  }

  #command(type, fields, onAnswer) {
    if (!this.#connection) {
      return Promise.reject(new ChatError("offline"));
    }
    return this.#connection.command(type, { room: this.#room, ...fields }, onAnswer);
  }

  async #join(connection) {
    const since = this.#log.isBroken ? undefined : this.#log.position;
    const answer = await connection.commandWithRetry("join", { room: this.#room, limit: this.#limit, since }, (ok) => {
      this.#joined(ok, since);
      return ok;
    });
    await this.#fetchMissed(connection);
    return answer;
  }

  #joined(ok, since) {
    if (since && !ok.gap && ok.seq - since.seq > this.#maxReplay) {
      this.#log.skip();
      return;
    }
    const { entries, reset, gap } = this.#log.join(ok);
    this.#acknowledgeKeys(entries);
    this.#emit("joined", { ...ok, events: entries, reset, gap, since: reset ? null : since, replayed: !reset });
    this.#fetchPresence(this.#connection, ok.presence).catch(() => {});
  }

  // Users of a large room that the answer to the join had no room for.
  async #fetchPresence(connection, page) {
    while (page?.more) {
      page = await connection.commandWithRetry("presence", { room: this.#room, after: page.next }, (ok) => {
        this.#emit("presence", { type: "presence", room: this.#room, joined: ok.users, left: [], count: ok.count });
        return ok;
      });
    }
  }

  async #fetchMissed(connection) {
    this.#caughtUp = false;
    while (this.#log.isBehind) {
      const fields = { room: this.#room, after: this.#log.seq, limit: PAGE };
      await connection.commandWithRetry("history", fields, (ok) => {
        this.#publish(this.#log.appendPage(ok.events), { replayed: true });
      });
    }
    if (this.#log.isBroken) {
      await this.#join(connection);
      return;
    }
    this.#caughtUp = true;
    this.#sendNext();
  }

  // A gap in live events: a server that lost its position; the log has what is missing.
  #catchUp() {
    if (this.#caughtUp && this.#log.isBehind) {
      this.#fetchMissed(this.#connection).catch((error) => this.#failed(error));
    }
  }

  #rejoin() {
    if (this.#caughtUp) {
      this.#caughtUp = false;
      this.#join(this.#connection).catch((error) => this.#failed(error));
    }
  }

  #failed(error) {
    if (error.code !== "disconnected") {
      this.#emit("left", { room: this.#room, error });
    }
  }

  #sendNext() {
    const item = this.#caughtUp && !this.#paused ? this.#outbox.next() : null;
    if (!item) {
      return;
    }
    const connection = this.#connection;
    const { key, text, data, reply_to } = item;
    this.#emitOutbox();
    const cancelTimer = this.#clock.after(ANSWER_TIMEOUT, () => connection.close(1000, "no answer to a message"));
    connection
      .command("say", { room: this.#room, text, data, key, reply_to }, (ok) => this.#acknowledged(item, ok))
      .catch((error) => this.#sendRefused(connection, item, error))
      .finally(cancelTimer);
  }

  #acknowledged({ key, text, data, reply_to, time: sentTime }, { seq, time = sentTime, text: storedText = text }) {
    const said = { user: this.#client.user, text: storedText, ...given({ data }), time, key, reply_to };
    const entry = { type: "message", room: this.#room, seq, ...said };
    this.#outbox.acknowledge(key, entry);
    this.#publish(this.#log.append(entry), { replayed: false });
    this.#emitOutbox();
    this.#catchUp();
    this.#sendNext();
  }

  #sendRefused(connection, { key }, error) {
    if (error.code === "disconnected" || connection !== this.#connection) {
      return;
    }
    if (error.passing) {
      this.#pauseSending(connection, key, error);
    } else {
      this.#failMessage(key, error);
    }
  }

  // Later messages wait as well, to keep the order.
  #pauseSending(connection, key, error) {
    this.#paused = true;
    this.#outbox.postpone(key, error);
    this.#emitOutbox();
    const release = () => {
      this.#paused = false;
      this.#sendNext();
    };
    connection.wait(error.retryAfter ?? RETRY_AFTER).then(release, () => {});
  }

  #failMessage(key, error) {
    this.#outbox.fail(key, error);
    this.#emitOutbox();
    this.#sendNext();
  }

  #publish(entries, { replayed }) {
    if (entries.length > 0) {
      this.#acknowledgeKeys(entries);
      this.#emit("entries", { room: this.#room, entries, replayed });
    }
  }

  // The person's own message comes in a replay if its acknowledgement was lost with the connection.
  #acknowledgeKeys(entries) {
    const settled = entries.filter((entry) => entry.type === "message" && this.#outbox.acknowledge(entry.key, entry));
    if (settled.length > 0) {
      this.#emitOutbox();
    }
  }

  #emitOutbox() {
    this.#emit("outbox", { room: this.#room, items: this.#outbox.items });
  }
}

// Fields that have a value: messages without data have no such field.
function given({ data }) {
  return data == null ? {} : { data };
}

import { ChatError } from "./errors.js";
import { encode } from "./frames.js";
import { RoomLog } from "./log.js";
import { Outbox } from "./outbox.js";

const PAGE = 100;
const PAUSE = 1000;
// A message that is not answered on a connection that lives is tried on another one.
const UNANSWERED = 60_000;

/**
 * A place in one room, kept through all connections until the person leaves.
 *
 * Joins again on each connection from the last position, pages through what was missed, and then sends what waits.
 * What the application should know goes to `tell(type, detail)`.
 */
export class Seat {
  #room;
  #limit;
  #far;
  #tell;
  #clock;
  #user;
  #limits;
  #link = null;
  #sitting = null;
  #settled = false;
  #held = false;
  #log;
  #outbox = new Outbox();

  /** From `since`, if that is a position; whoever is more than `far` behind goes on from the newest. */
  constructor(room, { limit, since, far, tell, clock, user, limits }) {
    this.#room = room;
    this.#limit = limit;
    this.#far = far;
    this.#log = new RoomLog(since);
    this.#tell = tell;
    this.#clock = clock;
    this.#user = user;
    this.#limits = limits;
  }

  get outbox() {
    return this.#outbox.items;
  }

  get position() {
    return this.#log.since;
  }

  /** Join on this connection, once however often it is asked; the promise holds the answer. */
  sit(link) {
    if (this.#link !== link) {
      this.#link = link;
      this.#sitting = this.#sit(link);
    }
    return this.#sitting;
  }

  /** The connection is gone: keep the place, and whatever was not acknowledged. */
  rise() {
    this.#link = null;
    this.#settled = false;
    this.#held = false;
    this.#outbox.lost();
    this.#changed();
  }

  /** There will be no connection for now: reject what was promised, and keep what was said. */
  abandon(error) {
    this.#outbox.reject(error);
  }

  /** Take an event of this room in its place. */
  receive(event) {
    if (event.type === "room" && event.epoch !== undefined && event.epoch !== this.#log.epoch) {
      this.#log.forget();
      this.#tell("room", event);
      this.#anew();
      return;
    }
    if (event.type === "erase") {
      this.#log.erase(event.user);
    }
    if (["message", "edit", "delete"].includes(event.type)) {
      this.#publish(this.#log.live(event), { replayed: false });
      this.#catchUp();
    } else {
      this.#tell(event.type, event);
    }
  }

  /**
   * Say something as soon as it can be said.  The promise holds the entry; `ChatError` when it is refused.
   *
   * With an `error` it is put in as failed, to be sent again or taken back.  After `timeout` milliseconds without an
   * answer it fails.
   */
  say(text, { key, reply_to, time = this.#clock.time(), error, timeout }) {
    const unfit = error ?? this.#unfit({ text, key, reply_to });
    const promise = this.#outbox.add({ key, text, reply_to, time, error: unfit });
    if (timeout !== undefined) {
      const calm = this.#clock.after(timeout, () => this.#fail(key, new ChatError("timeout")));
      promise.then(calm, calm);
    }
    this.#changed();
    this.#send();
    return promise;
  }

  retry(key) {
    this.#outbox.again(key);
    this.#changed();
    this.#send();
  }

  discard(key) {
    const gone = this.#outbox.discard(key);
    this.#changed();
    return gone;
  }

  /** `edit` or `delete`: the change comes out as an event, in its place. */
  change(type, fields) {
    return this.#ask(type, fields, (ok) => {
      const { seq, time = this.#clock.time(), text = fields.text } = ok;
      const event = { type, room: this.#room, seq, target: fields.seq, user: this.#user(), time };
      this.#publish(this.#log.live(type === "edit" ? { ...event, text } : event), { replayed: false });
      return ok;
    });
  }

  /** A page of `history` or `search`, as the changes known here make it. */
  read(type, fields) {
    const age = this.#log.age;
    return this.#ask(type, fields, (ok) => {
      if (age !== this.#log.age) {
        throw new ChatError("stale");
      }
      return { ...ok, events: ok.events.map((event) => this.#log.present(event)) };
    });
  }

  // What no server could take is refused at once, whether there is a connection or not.
  #unfit(fields) {
    try {
      encode({ type: "say", room: this.#room, ...fields, ref: 0 }, this.#limits());
      return null;
    } catch (error) {
      return error;
    }
  }

  #ask(type, fields, settle) {
    if (!this.#link) {
      return Promise.reject(new ChatError("offline"));
    }
    return this.#link.command(type, { room: this.#room, ...fields }, settle);
  }

  async #sit(link) {
    const since = this.#log.lost ? undefined : this.#log.since;
    const answer = await link.patiently("join", { room: this.#room, limit: this.#limit, since }, (ok) => {
      this.#sat(ok, since);
      return ok;
    });
    await this.#fill(link);
    return answer;
  }

  #sat(ok, since) {
    if (since && !ok.gap && ok.seq - since.seq > this.#far) {
      this.#log.skip();
      return;
    }
    const { entries, reset, gap } = this.#log.join(ok);
    this.#settleKeys(entries);
    this.#tell("joined", { ...ok, events: entries, reset, gap, since: reset ? null : since, replayed: !reset });
    this.#meet(this.#link, ok.presence).catch(() => {});
  }

  // Those in a large room whom the answer to the join had no room for.
  async #meet(link, page) {
    while (page?.more) {
      page = await link.patiently("presence", { room: this.#room, after: page.next }, (ok) => {
        this.#tell("presence", { type: "presence", room: this.#room, joined: ok.users, left: [], count: ok.count });
        return ok;
      });
    }
  }

  async #fill(link) {
    this.#settled = false;
    while (this.#log.behind) {
      const fields = { room: this.#room, after: this.#log.seq, limit: PAGE };
      await link.patiently("history", fields, (ok) => {
        this.#publish(this.#log.page(ok.events), { replayed: true });
      });
    }
    if (this.#log.lost) {
      await this.#sit(link);
      return;
    }
    this.#settled = true;
    this.#send();
  }

  // A hole in the live events can only come from a server that lost its place; the log has what is missing.
  #catchUp() {
    if (this.#settled && this.#log.behind) {
      this.#fill(this.#link).catch((error) => this.#gone(error));
    }
  }

  #anew() {
    if (this.#settled) {
      this.#settled = false;
      this.#sit(this.#link).catch((error) => this.#gone(error));
    }
  }

  #gone(error) {
    if (error.code !== "disconnected") {
      this.#tell("left", { room: this.#room, error });
    }
  }

  #send() {
    const item = this.#settled && !this.#held ? this.#outbox.next() : null;
    if (!item) {
      return;
    }
    const link = this.#link;
    const { key, text, reply_to } = item;
    this.#changed();
    const calm = this.#clock.after(UNANSWERED, () => link.close(1000, "no answer to a message"));
    link
      .command("say", { room: this.#room, text, key, reply_to }, (ok) => this.#said(item, ok))
      .catch((error) => this.#refused(link, item, error))
      .finally(calm);
  }

  #said({ key, text, reply_to, time: asked }, { seq, time = asked, text: changed = text }) {
    const entry = { type: "message", room: this.#room, seq, user: this.#user(), text: changed, time, key, reply_to };
    this.#outbox.settle(key, entry);
    this.#publish(this.#log.live(entry), { replayed: false });
    this.#changed();
    this.#catchUp();
    this.#send();
  }

  #refused(link, { key }, error) {
    if (error.code === "disconnected" || link !== this.#link) {
      return;
    }
    if (error.passing) {
      this.#hold(link, key, error);
    } else {
      this.#fail(key, error);
    }
  }

  // What is behind it waits as well: the order in which things were said is kept.
  #hold(link, key, error) {
    this.#held = true;
    this.#outbox.hold(key, error);
    this.#changed();
    const release = () => {
      this.#held = false;
      this.#send();
    };
    link.pause(error.retryAfter ?? PAUSE).then(release, () => {});
  }

  #fail(key, error) {
    this.#outbox.fail(key, error);
    this.#changed();
    this.#send();
  }

  #publish(entries, { replayed }) {
    if (entries.length > 0) {
      this.#settleKeys(entries);
      this.#tell("entries", { room: this.#room, entries, replayed });
    }
  }

  // One's own message comes back in a replay when its acknowledgement was lost with the connection.
  #settleKeys(entries) {
    const settled = entries.filter((entry) => entry.type === "message" && this.#outbox.settle(entry.key, entry));
    if (settled.length > 0) {
      this.#changed();
    }
  }

  #changed() {
    this.#tell("outbox", { room: this.#room, items: this.#outbox.items });
  }
}

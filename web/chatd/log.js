const REMEMBERED = 2000;

/**
 * One room's log as this client has followed it: which events come next, which are doubles, what is missing.
 *
 * Knows no connection.  Every entry comes out once and in the order of `seq`, whatever way it came in.
 */
export class RoomLog {
  #epoch = null;
  #seq = null;
  #until = null;
  #held = [];
  #joined = false;
  #lost = false;
  #skipped = false;
  #age = 0;
  #changes = new Map();
  #erased = new Set();

  /** `since` is a position up to which somebody has followed the room before: what comes after it is replayed. */
  constructor(since) {
    if (since) {
      this.#begin(since.epoch, since.seq);
      this.#joined = true;
    }
  }

  /** The last position that came out, or undefined: what a join gives as `since`. */
  get since() {
    return this.#epoch === null ? undefined : { epoch: this.#epoch, seq: this.#seq };
  }

  get epoch() {
    return this.#epoch;
  }

  get seq() {
    return this.#seq;
  }

  /** Whether older events must be fetched before the ones that wait may come out. */
  get behind() {
    return this.#until !== null && !this.#lost;
  }

  /** Whether the server no longer has what comes next: join anew, without a position. */
  get lost() {
    return this.#lost;
  }

  /** Counts up each time the copy has to be thrown away. */
  get age() {
    return this.#age;
  }

  /**
   * Take the answer to a join: `{entries, reset, gap}`.
   *
   * With `reset` the entries replace whatever was held before; else they follow it.  `gap` says that something
   * between the two may be missing for good; after `skip` nothing is, it only was not asked for.
   */
  join({ epoch, seq, events, gap }) {
    const again = this.#joined;
    const skipped = this.#skipped && epoch === this.#epoch;
    const kept = epoch != null;
    const connected = again && !gap && !this.#lost && kept && epoch === this.#epoch;
    this.#joined = true;
    this.#held = [];

    if (connected) {
      const entries = this.#inOrder(events);
      this.#until = this.#seq < seq ? seq : null;
      return { entries, reset: false, gap: false };
    }
    if (!kept) {
      this.#begin(null, null);
      return { entries: [], reset: !again, gap: again };
    }
    this.#begin(epoch, seq);
    return { entries: events.map((event) => this.present(event)), reset: true, gap: again && !skipped };
  }

  /** Take an event off the wire, or one's own out of an `ok`: what may be shown now, in order. */
  live(event) {
    this.#remember(event);
    if (event.seq == null) {
      return [this.present(event)];
    }
    if (event.seq <= this.#seq) {
      return [];
    }
    if (this.#until === null && event.seq === this.#seq + 1) {
      this.#seq = event.seq;
      return [this.present(event)];
    }
    this.#held.push(event);
    this.#until ??= event.seq - 1;
    return [];
  }

  /** Take a page of `history after`: what it and the events that waited for it give, in order. */
  page(events) {
    const before = this.#seq;
    const entries = this.#inOrder(events);
    const hole = events.some((event) => event.seq > this.#seq + 1);
    if (hole || (this.#seq === before && this.#seq < this.#until)) {
      this.#lost = true;
      return entries;
    }
    if (this.#seq < this.#until) {
      return entries;
    }
    this.#until = null;
    const held = this.#held;
    this.#held = [];
    for (const event of held) {
      entries.push(...this.live(event));
    }
    return entries;
  }

  /** An event as the changes known here make it, so that a page read before a deletion does no harm. */
  present(event) {
    if (this.#erased.has(event.user?.id)) {
      return event.type === "message" ? erased(event) : nameless(event);
    }
    if (event.type !== "message") {
      return event;
    }
    const change = this.#changes.get(event.seq);
    return change ? apply(event, change) : event;
  }

  /** The room's log began anew: nothing that is held connects to it. */
  forget() {
    this.#lost = true;
  }

  /** Too much is missing to go through it all: go on from the newest. */
  skip() {
    this.#lost = true;
    this.#skipped = true;
  }

  erase(user) {
    this.#erased.add(user);
  }

  #begin(epoch, seq) {
    this.#epoch = epoch;
    this.#seq = seq;
    this.#until = null;
    this.#lost = false;
    this.#skipped = false;
    this.#age += 1;
    this.#changes.clear();
  }

  #inOrder(events) {
    const entries = [];
    for (const event of events) {
      if (event.seq === this.#seq + 1) {
        this.#seq = event.seq;
        this.#remember(event);
        entries.push(this.present(event));
      }
    }
    return entries;
  }

  #remember(event) {
    if (event.type !== "edit" && event.type !== "delete") {
      return;
    }
    const known = this.#changes.get(event.target);
    if (known && known.seq >= event.seq) {
      return;
    }
    this.#changes.delete(event.target);
    this.#changes.set(event.target, event);
    if (this.#changes.size > REMEMBERED) {
      this.#changes.delete(this.#changes.keys().next().value);
    }
  }
}

/** `message` after `change`, an `edit` or a `delete` of it; itself if it already stands later than that. */
export function apply(message, change) {
  const { seq, user, time } = change;
  const stands = Math.max(message.edited?.seq ?? 0, message.deleted?.seq ?? 0);
  if (message.deleted || stands >= seq) {
    return message;
  }
  if (change.type === "delete") {
    return { ...message, text: null, deleted: { seq, user, time } };
  }
  // A replayed edit of what was deleted later has no text; the delete follows.
  return change.text == null ? message : { ...message, text: change.text, edited: { seq, user, time } };
}

/** `message` without its text and its author's name. */
export function erased(message) {
  return { ...nameless(message), deleted: message.deleted ?? {} };
}

function nameless(event) {
  return { ...event, text: null, user: { id: event.user.id, name: "" } };
}

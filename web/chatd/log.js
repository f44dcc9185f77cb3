const MAX_CHANGES = 2000;

/**
 * One room's log as this client has followed it: which events come next, which are doubles, what is missing.
 *
 * Knows no connection.  Every entry comes out once and in the order of `seq`, whatever way it came in.
 */
export class RoomLog {
  #epoch = null;
  #seq = null;
  #missingUntil = null;
  #waiting = [];
  #joined = false;
  #broken = false;
  #skipped = false;
  #generation = 0;
  #changes = new Map();
  #erased = new Set();

  /** `since` is a position up to which somebody has followed the room before: what comes after it is replayed. */
  constructor(since) {
    if (since) {
      this.#startAt(since.epoch, since.seq);
      this.#joined = true;
    }
  }

  /** The last position that came out, or undefined: what a join gives as `since`. */
  get position() {
    return this.#epoch === null ? undefined : { epoch: this.#epoch, seq: this.#seq };
  }

  get epoch() {
    return this.#epoch;
  }

  get seq() {
    return this.#seq;
  }

  /** Whether older events must be fetched before the ones that wait may come out. */
  get isBehind() {
    return this.#missingUntil !== null && !this.#broken;
  }

  /** Whether the server no longer has what comes next: join anew, without a position. */
  get isBroken() {
    return this.#broken;
  }

  /** Counts up each time the copy has to be thrown away. */
  get generation() {
    return this.#generation;
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
    const connected = again && !gap && !this.#broken && kept && epoch === this.#epoch;
    this.#joined = true;
    this.#waiting = [];

    if (connected) {
      const entries = this.#takeInOrder(events);
      this.#missingUntil = this.#seq < seq ? seq : null;
      return { entries, reset: false, gap: false };
    }
    if (!kept) {
      this.#startAt(null, null);
      return { entries: [], reset: !again, gap: again };
    }
    this.#startAt(epoch, seq);
    return { entries: events.map((event) => this.withChanges(event)), reset: true, gap: again && !skipped };
  }

  /** Take an event off the wire, or one's own out of an `ok`: what may be shown now, in order. */
  append(event) {
    this.#rememberChange(event);
    if (event.seq == null) {
      return [this.withChanges(event)];
    }
    if (event.seq <= this.#seq) {
      return [];
    }
    if (this.#missingUntil === null && event.seq === this.#seq + 1) {
      this.#seq = event.seq;
      return [this.withChanges(event)];
    }
    this.#waiting.push(event);
    this.#missingUntil ??= event.seq - 1;
    return [];
  }

  /** Take a page of `history after`: what it and the events that waited for it give, in order. */
  appendPage(events) {
    const before = this.#seq;
    const entries = this.#takeInOrder(events);
    const hole = events.some((event) => event.seq > this.#seq + 1);
    if (hole || (this.#seq === before && this.#seq < this.#missingUntil)) {
      this.#broken = true;
      return entries;
    }
    if (this.#seq < this.#missingUntil) {
      return entries;
    }
    this.#missingUntil = null;
    const held = this.#waiting;
    this.#waiting = [];
    for (const event of held) {
      entries.push(...this.append(event));
    }
    return entries;
  }

  /** An event as the changes known here make it, so that a page read before a deletion does no harm. */
  withChanges(event) {
    if (this.#erased.has(event.user?.id)) {
      return event.type === "message" ? eraseMessage(event) : eraseAuthor(event);
    }
    if (event.type !== "message") {
      return event;
    }
    const change = this.#changes.get(event.seq);
    return change ? applyChange(event, change) : event;
  }

  /** The room's log began anew: nothing that is held connects to it. */
  invalidate() {
    this.#broken = true;
  }

  /** Too much is missing to go through it all: go on from the newest. */
  skip() {
    this.#broken = true;
    this.#skipped = true;
  }

  eraseUser(user) {
    this.#erased.add(user);
  }

  #startAt(epoch, seq) {
    this.#epoch = epoch;
    this.#seq = seq;
    this.#missingUntil = null;
    this.#broken = false;
    this.#skipped = false;
    this.#generation += 1;
    this.#changes.clear();
  }

  #takeInOrder(events) {
    const entries = [];
    for (const event of events) {
      if (event.seq === this.#seq + 1) {
        this.#seq = event.seq;
        this.#rememberChange(event);
        entries.push(this.withChanges(event));
      }
    }
    return entries;
  }

  #rememberChange(event) {
    if (event.type !== "edit" && event.type !== "delete") {
      return;
    }
    const known = this.#changes.get(event.target);
    if (known && known.seq >= event.seq) {
      return;
    }
    this.#changes.delete(event.target);
    this.#changes.set(event.target, event);
    if (this.#changes.size > MAX_CHANGES) {
      this.#changes.delete(this.#changes.keys().next().value);
    }
  }
}

/** `message` after `change`, an `edit` or a `delete` of it; itself if it already stands later than that. */
export function applyChange(message, change) {
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
export function eraseMessage(message) {
  return { ...eraseAuthor(message), deleted: message.deleted ?? {} };
}

function eraseAuthor(event) {
  return { ...event, text: null, user: { id: event.user.id, name: "" } };
}

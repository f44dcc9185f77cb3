const MAX_CHANGES = 2000;

/**
 * One room's log as this client has followed it: orders events, drops duplicates, detects gaps.
 *
 * Knows no connection. Every entry is returned once and in the order of `seq`, whether it came live or in a page.
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

  /** `since` is the position to resume from: what comes after it is replayed. */
  constructor(since) {
    if (since) {
      this.#startAt(since.epoch, since.seq);
      this.#joined = true;
    }
  }

  /** The last position returned, or undefined: the `since` of the next join. */
  get position() {
    return this.#epoch === null ? undefined : { epoch: this.#epoch, seq: this.#seq };
  }

  get epoch() {
    return this.#epoch;
  }

  get seq() {
    return this.#seq;
  }

  /** Whether older events must be fetched before the waiting ones can be returned. */
  get isBehind() {
    return this.#missingUntil !== null && !this.#broken;
  }

  /** Whether the server no longer has the next events: join without a position. */
  get isBroken() {
    return this.#broken;
  }

  /** Incremented whenever the held entries must be discarded. */
  get generation() {
    return this.#generation;
  }

  /**
   * Process the answer to a join; returns `{entries, reset, gap}`.
   *
   * With `reset` the entries replace those held before, else they follow them. `gap` says that events between the two
   * may be missing for good; after `skip` they are not missing, they were not requested.
   */
  join({ epoch, seq, events, gap }) {
    const again = this.#joined;
    const skipped = this.#skipped && epoch === this.#epoch;
    const hasLog = epoch != null;
    const connected = again && !gap && !this.#broken && hasLog && epoch === this.#epoch;
    this.#joined = true;
    this.#waiting = [];

    if (connected) {
      const entries = this.#takeInOrder(events);
      this.#missingUntil = this.#seq < seq ? seq : null;
      return { entries, reset: false, gap: false };
    }
    if (!hasLog) {
      this.#startAt(null, null);
      return { entries: [], reset: !again, gap: again };
    }
    this.#startAt(epoch, seq);
    return { entries: events.map((event) => this.withChanges(event)), reset: true, gap: again && !skipped };
  }

  /** Add a live event, or the person's own from an `ok`; returns the entries that are now in order. */
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

  /** Add a page of `history after`; returns its entries and those that waited for them, in order. */
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

  /** `event` with the edits, deletions and erasures known here applied, for pages read before them. */
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

  /** The room's log was replaced: what is held does not connect to it. */
  invalidate() {
    this.#broken = true;
  }

  /** Too many events are missing: continue with the newest. */
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

/** `message` after `change`, an `edit` or a `delete` of it; unchanged if it has a later change already. */
export function applyChange(message, change) {
  const { seq, user, time } = change;
  const stands = Math.max(message.edited?.seq ?? 0, message.deleted?.seq ?? 0);
  if (message.deleted || stands >= seq) {
    return message;
  }
  if (change.type === "delete") {
    return { ...withoutData(message), text: null, deleted: { seq, user, time } };
  }
  // A replayed edit of a message that was deleted later has no text; the delete follows.
  if (change.text == null) {
    return message;
  }
  const data = change.data == null ? {} : { data: change.data };
  return { ...withoutData(message), text: change.text, ...data, edited: { seq, user, time } };
}

/** `message` without its text, its data and its author's name. */
export function eraseMessage(message) {
  return { ...eraseAuthor(message), deleted: message.deleted ?? {} };
}

function eraseAuthor(event) {
  return { ...withoutData(event), text: null, user: { id: event.user.id, name: "" } };
}

function withoutData({ data: _, ...event }) {
  return event;
}

import * as crowd from "./presence.js";
import { applyChangeToRoom } from "./message_updates.js";
import { closeDrafts } from "./drafts.js";
import { countUnread, countEntry } from "./unread.js";
import * as part from "./window.js";

/**
 * What the page knows of one room.  Every function here takes a room and gives a new one.
 *
 * `entries` are the messages between the positions `from` and `to`, without holes; `head` is the last position
 * known.  When `to` is behind `head` the person looks at an older part of the log.  `quotes` are messages that others
 * answer and that are not among the entries, by their seq; null is one that is not there.
 *
 * `members` are those who belong to it, by id, and `sanctions` those in force there; null while they are not known.
 * `muted` and `barred` tell what was done to the person (`store/sanctions.js`).
 */
export function newRoom(id) {
  return Object.freeze({
    id,
    kind: null,
    title: "",
    topic: "",
    slow: 0,
    retention: null,
    joined: false,
    role: null,
    can: null,
    members: null,
    muted: null,
    exclusion: null,
    pausedUntil: 0,
    sanctions: null,
    epoch: null,
    first: 1,
    head: 0,
    from: 1,
    to: 0,
    entries: [],
    quotes: {},
    older: false,
    loading: null,
    pending: [],
    people: {},
    count: 0,
    typing: {},
    seen: 0,
    unread: 0,
    mentions: 0,
    revealed: {},
    approximate: false,
    divider: null,
    missed: 0,
    gap: null,
    target: null,
    reply: null,
    editing: null,
    deleting: null,
    search: null,
  });
}

/** After the answer to a join.  `seen` is the position this device remembers, or null. */
export function applyJoin(room, answer, { me, ignored, seen, watched }) {
  const back = { ...applySettings(room, answer), joined: true, exclusion: null, members: null, sanctions: null, typing: {} };
  const met = crowd.setPresence(back, answer.presence);
  if (!answer.reset) {
    const gap = answer.gap ? { before: null, reason: "gap.none" } : met.gap;
    const here = room.epoch === null ? startAfter(met, answer, seen) : met;
    return addEntries({ ...here, gap }, answer.events, { me, ignored, watched, replayed: true });
  }

  const { epoch, seq, events } = answer;
  const reason = epoch === room.epoch || epoch === seen?.epoch ? "gap.older" : "gap.text";
  const from = events[0]?.seq ?? (seq ?? 0) + 1;
  const fresh = {
    ...met,
    epoch,
    first: answer.first ?? 1,
    head: seq ?? 0,
    from,
    to: seq ?? 0,
    entries: events.filter(isMessage),
    quotes: epoch === room.epoch ? room.quotes : {},
    older: Boolean(answer.more),
    loading: null,
    gap: answer.gap ? { before: from, reason } : null,
    target: null,
    editing: null,
    deleting: null,
    reply: null,
  };
  return countUnread(fresh, initialReadPosition(answer, seen, room), { me, ignored });
}

// Nothing is held, but somebody has been here before: the room goes on from there.
function startAfter(room, { epoch, first, since, seen: told = 0 }, remembered) {
  if (!since) {
    return room;
  }
  const { seq } = since;
  const seen = Math.max(told, remembered?.epoch === epoch ? remembered.seq : 0);
  return { ...room, epoch, first: first ?? 1, head: seq, from: seq + 1, to: seq, older: seq >= (first ?? 1), seen };
}

// Whoever was never here has missed nothing; whoever was, and finds a new log, has seen nothing of it.  What is said to
// somebody alone is meant for them, whether they were here or not.
function initialReadPosition({ epoch, seq, seen: told = 0, gap, kind }, remembered, room) {
  const kept = Math.max(remembered?.epoch === epoch ? remembered.seq : 0, room.epoch === epoch ? room.seen : 0);
  const known = Math.max(told, kept);
  return known > 0 || gap || kind === "direct" ? known : (seq ?? 0);
}

/** After a change of the settings. */
export function applySettings(room, event) {
  const { kind, title, topic, slow, retention, can, role } = { ...room, ...event };
  const muted = can?.includes("say") ? null : room.muted;
  return { ...room, kind, title, topic, slow, retention, can, role, muted };
}

/**
 * After entries of the log came in, in order.
 *
 * `open` is whether the room is on the screen, `following` whether its end is.  While the person reads above it, what
 * is in sight stays, and at some point what comes is not held but fetched later.
 */
export function addEntries(room, entries, { open = false, following = false, ...how }) {
  const reads = open && room.epoch !== null && (!following || room.editing !== null || room.deleting !== null);
  const next = entries.reduce((one, entry) => addEntry(one, entry, { ...how, reads }), room);
  return reads || part.isDetached(next) ? next : part.trimAtEnd(next, { open });
}

function addEntry(room, entry, { reads, ...how }) {
  const isText = entry.type === "message";
  const follows = !part.isDetached(room) && !(reads && isText && part.isFull(room));
  // A page of history may have been quicker.
  const kept = follows && !(entry.seq != null && entry.seq <= room.to);
  const next = isText ? addMessage(room, entry, { ...how, kept }) : applyChangeToRoom(room, entry);
  return entry.seq == null ? next : moveHead(next, entry.seq, { ...how, follows });
}

function moveHead(room, seq, { watched, follows }) {
  const head = Math.max(room.head, seq);
  return { ...room, head, to: follows ? head : room.to, seen: watched && follows ? Math.max(room.seen, seq) : room.seen };
}

function addMessage(room, entry, { kept, ...how }) {
  const entries = kept ? [...room.entries, entry] : room.entries;
  const next = crowd.stopTyping({ ...room, entries }, entry.user.id);
  return countEntry(next, entry, how);
}

/**
 * After a page, or a part of one, of what came before the position `before`.  One that does not meet what is held is
 * dropped; `loading` is what is still to come.
 */
export function addOlder(room, { events, first = room.first, more, loading = null }, before = room.from) {
  if (before !== room.from) {
    return { ...room, loading: null };
  }
  const fitting = events.filter((event) => event.seq < room.from);
  const from = fitting[0]?.seq ?? (more ? room.from : first);
  const entries = [...fitting.filter(isMessage), ...room.entries];
  return part.trimToOldest({ ...room, entries, from, first, older: Boolean(more) && fitting.length > 0, loading });
}

/** After a page of what came after the position `after`, in a room that looks at an older part; as `olderCame`. */
export function addNewer(room, { events, more, loading = null }, after = room.to) {
  if (after !== room.to) {
    return { ...room, loading: null };
  }
  const fitting = events.filter((event) => event.seq > room.to);
  const to = fitting.at(-1)?.seq ?? (more ? room.to : room.head);
  const entries = [...room.entries, ...fitting.filter(isMessage)];
  return part.trimToNewest({ ...room, entries, to, head: Math.max(room.head, to), loading });
}

/** After a page from somewhere else in the log, which takes the place of what was shown. */
export function replaceWindow(room, { events, first = room.first, more }, { target = null } = {}) {
  if (events.length === 0) {
    return { ...room, loading: null };
  }
  const [from, to] = [events[0].seq, events.at(-1).seq];
  const head = Math.max(room.head, to);
  return {
    ...room,
    entries: events.filter(isMessage),
    from,
    to,
    head,
    first,
    older: more ?? from > first,
    loading: null,
    target: targetAt(target),
  };
}

/** Where to look: at a message or at the `divider`, or null.  Each is a new one, to be looked at again. */
export function targetAt(at) {
  return at === null ? null : Object.freeze({ at });
}

/** The person turned to another room: what they have read needs no line above it when they return. */
export function closeRoom(room) {
  const tidy = { ...closeDrafts(room), target: null, revealed: {} };
  return part.resetToNewest(room.unread === 0 ? { ...tidy, divider: null, missed: 0, approximate: false } : tidy);
}

function isMessage(event) {
  return event.type === "message";
}

import * as crowd from "./presence.js";
import { applyChangeToRoom } from "./message_updates.js";
import { closeDrafts } from "./drafts.js";
import { countUnread, countEntry } from "./unread.js";
import * as part from "./window.js";

/**
 * What the page knows of one room. Functions take a room and return a new one.
 *
 * `entries` are the messages between the positions `from` and `to`, without gaps; `head` is the last known position. If
 * `to` is less than `head`, the person looks at an older part of the log. `quotes` are messages that others reply to
 * and that are not among the entries, by seq; null for one that does not exist any more.
 *
 * `members` are the members by id, and `sanctions` the active ones; null while not known. `muted` and `exclusion` are
 * sanctions against the person (`store/sanctions.js`).
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

/** Apply the answer to a join. `seen` is the read position on this device, or null. */
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

// Nothing is held, but the room was read before: continue from there.
function startAfter(room, { epoch, first, since, seen: told = 0 }, remembered) {
  if (!since) {
    return room;
  }
  const { seq } = since;
  const seen = Math.max(told, remembered?.epoch === epoch ? remembered.seq : 0);
  return { ...room, epoch, first: first ?? 1, head: seq, from: seq + 1, to: seq, older: seq >= (first ?? 1), seen };
}

// In a room never visited, nothing is unread; in a new log of a known room, everything is. In a direct room and
// in the inbox everything is unread in any case.
function initialReadPosition({ epoch, seq, seen: told = 0, gap, kind }, remembered, room) {
  const kept = Math.max(remembered?.epoch === epoch ? remembered.seq : 0, room.epoch === epoch ? room.seen : 0);
  const known = Math.max(told, kept);
  return known > 0 || gap || kind === "direct" || kind === "inbox" ? known : (seq ?? 0);
}

/** Apply changed settings. */
export function applySettings(room, event) {
  const { kind, title, topic, slow, retention, can, role } = { ...room, ...event };
  const muted = can?.includes("say") ? null : room.muted;
  return { ...room, kind, title, topic, slow, retention, can, role, muted };
}

/**
 * Add entries of the log, in order.
 *
 * `open` is whether the room is on the screen, `following` whether its end is. While the person reads further up,
 * visible messages stay; beyond a number, new ones are not held but loaded later.
 */
export function addEntries(room, entries, { open = false, following = false, ...reader }) {
  const reads = open && room.epoch !== null && (!following || room.editing !== null || room.deleting !== null);
  const next = entries.reduce((one, entry) => addEntry(one, entry, { ...reader, reads }), room);
  return reads || part.isDetached(next) ? next : part.trimAtEnd(next, { open });
}

function addEntry(room, entry, { reads, ...reader }) {
  const isText = entry.type === "message";
  const follows = !part.isDetached(room) && !(reads && isText && part.isFull(room));
  // A page of history may have brought it already.
  const kept = follows && !(entry.seq != null && entry.seq <= room.to);
  const next = isText ? addMessage(room, entry, { ...reader, kept }) : applyChangeToRoom(room, entry);
  return entry.seq == null ? next : moveHead(next, entry.seq, { ...reader, follows });
}

function moveHead(room, seq, { watched, follows }) {
  const head = Math.max(room.head, seq);
  return { ...room, head, to: follows ? head : room.to, seen: watched && follows ? Math.max(room.seen, seq) : room.seen };
}

function addMessage(room, entry, { kept, ...reader }) {
  const entries = kept ? [...room.entries, entry] : room.entries;
  const next = crowd.stopTyping({ ...room, entries }, entry.user.id);
  return countEntry(next, entry, reader);
}

/**
 * Add a page, or a part of one, of entries before the position `before`. One that does not connect to what is held is
 * ignored; `loading` says whether further parts follow.
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

/** Add a page of entries after the position `after`, in a room that shows an older part; as `addOlder`. */
export function addNewer(room, { events, more, loading = null }, after = room.to) {
  if (after !== room.to) {
    return { ...room, loading: null };
  }
  const fitting = events.filter((event) => event.seq > room.to);
  const to = fitting.at(-1)?.seq ?? (more ? room.to : room.head);
  const entries = [...room.entries, ...fitting.filter(isMessage)];
  return part.trimToNewest({ ...room, entries, to, head: Math.max(room.head, to), loading });
}

/** Replace the entries by a page from somewhere else in the log. */
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

/**
 * What to scroll to: a message, the `divider`, or null. Each is a new object, so that the same target can be set again.
 */
export function targetAt(at) {
  return at === null ? null : Object.freeze({ at });
}

/** The person opened another room: read messages need no divider when they return. */
export function closeRoom(room) {
  const tidy = { ...closeDrafts(room), target: null, revealed: {} };
  return part.resetToNewest(room.unread === 0 ? { ...tidy, divider: null, missed: 0, approximate: false } : tidy);
}

function isMessage(event) {
  return event.type === "message";
}

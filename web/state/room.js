import * as crowd from "./crowd.js";
import { changedEverywhere } from "./held.js";
import { closedTools } from "./tools.js";
import { countedFrom, noticed, sawUpTo } from "./unread.js";

const MOST = 800;
const KEPT = 500;

/**
 * What the page knows of one room.  Every function here takes a room and gives a new one.
 *
 * `entries` are the messages between the positions `from` and `to`, without holes; `head` is the last position
 * known.  When `to` is behind `head` the person looks at an older part of the log.  `quotes` are messages that others
 * answer and that are not among the entries, by their seq; null is one that is not there.
 *
 * `members` are those who belong to it, by id, and `sanctions` those in force there; null while they are not known.
 * `muted` and `barred` tell what was done to the person (`state/bars.js`).
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
    barred: null,
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
    called: 0,
    revealed: {},
    about: false,
    divider: null,
    missed: 0,
    gap: null,
    target: null,
    reply: null,
    editing: null,
    removing: null,
    search: null,
  });
}

export function isDetached(room) {
  return room.to < room.head;
}

/** After the answer to a join.  `seen` is the position this device remembers, or null. */
export function joined(room, answer, { me, ignored, seen, watched }) {
  const back = { ...settled(room, answer), joined: true, barred: null, members: null, sanctions: null, typing: {} };
  const met = crowd.here(back, answer.presence);
  if (!answer.reset) {
    const gap = answer.gap ? { before: null, reason: "gap.none" } : met.gap;
    const here = room.epoch === null ? begunAt(met, answer, seen) : met;
    return arrived({ ...here, gap }, answer.events, { me, ignored, watched, replayed: true });
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
    removing: null,
    reply: null,
  };
  return countedFrom(fresh, seenBefore(answer, seen, room), { me, ignored });
}

// Nothing is held, but somebody has been here before: the room goes on from there.
function begunAt(room, { epoch, first, since, seen: told = 0 }, remembered) {
  if (!since) {
    return room;
  }
  const { seq } = since;
  const seen = Math.max(told, remembered?.epoch === epoch ? remembered.seq : 0);
  return { ...room, epoch, first: first ?? 1, head: seq, from: seq + 1, to: seq, older: seq >= (first ?? 1), seen };
}

// Whoever was never here has missed nothing; whoever was, and finds a new log, has seen nothing of it.  What is said to
// somebody alone is meant for them, whether they were here or not.
function seenBefore({ epoch, seq, seen: told = 0, gap, kind }, remembered, room) {
  const kept = Math.max(remembered?.epoch === epoch ? remembered.seq : 0, room.epoch === epoch ? room.seen : 0);
  const known = Math.max(told, kept);
  return known > 0 || gap || kind === "direct" ? known : (seq ?? 0);
}

/** After a change of the settings. */
export function settled(room, event) {
  const { kind, title, topic, slow, retention, can, role } = { ...room, ...event };
  const muted = can?.includes("say") ? null : room.muted;
  return { ...room, kind, title, topic, slow, retention, can, role, muted };
}

/** After entries of the log came in, in order. */
export function arrived(room, entries, { me, ignored, watched, replayed = false }) {
  let next = room;
  const how = { me, ignored, watched, replayed };
  for (const entry of entries) {
    next = entry.type === "message" ? message(next, entry, how) : changedEverywhere(next, entry);
    next = entry.seq == null ? next : placed(next, entry.seq, watched);
  }
  return watched ? trimmed(next) : next;
}

function placed(room, seq, watched) {
  const to = isDetached(room) ? room.to : seq;
  return { ...room, head: seq, to, seen: watched && !isDetached(room) ? Math.max(room.seen, seq) : room.seen };
}

function message(room, entry, how) {
  const entries = isDetached(room) ? room.entries : [...room.entries, entry];
  const next = crowd.silent({ ...room, entries }, entry.user.id);
  return noticed(next, entry, how);
}

function trimmed(room) {
  if (room.entries.length <= MOST || room.target !== null) {
    return room;
  }
  const entries = room.entries.slice(-KEPT);
  return { ...room, entries, from: entries[0].seq ?? room.from, older: entries[0].seq != null };
}

/** After a page of older messages. */
export function olderCame(room, { events, first = room.first, more }) {
  const fitting = events.filter((event) => event.seq < room.from);
  const from = fitting[0]?.seq ?? (more ? room.from : first);
  const entries = [...fitting.filter(isMessage), ...room.entries];
  return { ...room, entries, from, first, older: Boolean(more) && fitting.length > 0, loading: null };
}

/** After a page of newer messages, in a room that looks at an older part. */
export function newerCame(room, { events, more }) {
  const fitting = events.filter((event) => event.seq > room.to);
  const to = fitting.at(-1)?.seq ?? (more ? room.to : room.head);
  const entries = [...room.entries, ...fitting.filter(isMessage)];
  return { ...room, entries, to, head: Math.max(room.head, to), loading: null };
}

/** After a page from somewhere else in the log, which takes the place of what was shown. */
export function moved(room, { events, first = room.first, more }, { target = null } = {}) {
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
    target: aim(target),
  };
}

/** Where to look: at a message or at the `divider`, or null.  Each is a new one, to be looked at again. */
export function aim(at) {
  return at === null ? null : Object.freeze({ at });
}

/** The person turned to another room: what they have read needs no line above it when they return. */
export function closed(room) {
  const tidy = { ...closedTools(room), target: null, revealed: {} };
  return room.unread === 0 ? { ...tidy, divider: null, missed: 0, about: false } : tidy;
}

export { sawUpTo };

function isMessage(event) {
  return event.type === "message";
}

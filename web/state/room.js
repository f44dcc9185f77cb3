import { apply, erased } from "../chatd/log.js";
import * as crowd from "./crowd.js";

const MOST = 800;
const KEPT = 500;

/**
 * What the page knows of one room.  Every function here takes a room and gives a new one.
 *
 * `entries` are the messages between the positions `from` and `to`, without holes; `head` is the last position
 * known.  When `to` is behind `head` the person looks at an older part of the log.
 */
export function newRoom(id) {
  return Object.freeze({
    id,
    title: "",
    topic: "",
    joined: false,
    role: null,
    can: null,
    epoch: null,
    first: 1,
    head: 0,
    from: 1,
    to: 0,
    entries: [],
    older: false,
    loading: null,
    pending: [],
    people: {},
    count: 0,
    typing: {},
    seen: 0,
    unread: 0,
    more: false,
    divider: null,
    missed: 0,
    gap: null,
    target: null,
    reply: null,
    editing: null,
  });
}

export function isDetached(room) {
  return room.to < room.head;
}

/** After the answer to a join.  `seen` is the position this device remembers, or null. */
export function joined(room, answer, { me, seen, watched }) {
  const { title = "", topic = "", role = null, can = null, presence } = answer;
  const met = crowd.here({ ...room, title, topic, role, can, joined: true, typing: {} }, presence);
  if (!answer.reset) {
    const gap = answer.gap ? { before: null, reason: "gap.none" } : met.gap;
    return arrived({ ...met, gap }, answer.events, { me, watched, replayed: true });
  }

  const { epoch, seq, events } = answer;
  const reason = epoch === room.epoch ? "gap.older" : "gap.text";
  const from = events[0]?.seq ?? (seq ?? 0) + 1;
  const fresh = {
    ...met,
    epoch,
    first: answer.first ?? 1,
    head: seq ?? 0,
    from,
    to: seq ?? 0,
    entries: events.filter(isMessage),
    older: Boolean(answer.more),
    loading: null,
    gap: answer.gap ? { before: from, reason } : null,
    target: null,
    divider: null,
    missed: 0,
  };
  return counted(fresh, { me, seen: seenBefore(answer, seen) });
}

// Whoever was never here has missed nothing; whoever was, and finds a new log, has seen nothing of it.
function seenBefore({ epoch, seq, seen: told = 0, gap }, remembered) {
  const known = Math.max(told, remembered?.epoch === epoch ? remembered.seq : 0);
  return known > 0 || gap ? known : (seq ?? 0);
}

function counted(room, { me, seen }) {
  const unread = room.entries.filter((entry) => entry.seq > seen && isForeign(entry, me)).length;
  const divider = unread > 0 ? seen : null;
  return { ...room, seen, unread, divider, missed: unread, more: unread > 0 && seen + 1 < room.from };
}

/** After entries of the log came in, in order. */
export function arrived(room, entries, { me, watched, replayed = false }) {
  let next = room;
  for (const entry of entries) {
    next = entry.type === "message" ? message(next, entry, { me, watched, replayed }) : changed(next, entry);
    next = entry.seq == null ? next : placed(next, entry.seq, watched);
  }
  return watched ? trimmed(next) : next;
}

function placed(room, seq, watched) {
  const to = isDetached(room) ? room.to : seq;
  return { ...room, head: seq, to, seen: watched && !isDetached(room) ? seq : room.seen };
}

function message(room, entry, { me, watched, replayed }) {
  const entries = isDetached(room) ? room.entries : [...room.entries, entry];
  const next = crowd.silent({ ...room, entries }, entry.user.id);
  if (!isForeign(entry, me)) {
    return watched ? { ...next, divider: null, missed: 0 } : next;
  }
  if (watched && !replayed) {
    return next;
  }

  const begins = replayed ? room.missed === 0 : room.unread === 0;
  const divider = begins ? (entry.seq ?? room.head) - 1 : room.divider;
  const missed = replayed ? room.missed + 1 : begins ? 0 : room.missed;
  return { ...next, divider, missed, unread: watched ? 0 : room.unread + 1 };
}

function changed(room, event) {
  const entries = room.entries.map((entry) => (entry.seq === event.target ? apply(entry, event) : entry));
  return { ...room, entries };
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
    target,
  };
}

/** The person has seen everything up to `seq`. */
export function sawUpTo(room, seq) {
  const seen = Math.max(room.seen, seq);
  return seen >= room.head ? { ...room, seen, unread: 0, more: false } : { ...room, seen };
}

/** The person turned to another room: what they have read needs no line above it when they return. */
export function closed(room) {
  return room.unread === 0 ? { ...room, divider: null, missed: 0, target: null } : { ...room, target: null };
}

export function forgetUser(room, user) {
  const entries = room.entries.map((entry) => (entry.user.id === user ? erased(entry) : entry));
  return { ...room, entries };
}

function isMessage(event) {
  return event.type === "message";
}

function isForeign(entry, me) {
  return entry.user.id !== me?.id && !entry.deleted;
}

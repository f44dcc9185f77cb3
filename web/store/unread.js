import { mentionsUser, mayMention } from "../text/mentions.js";
import { findMessage } from "./message_updates.js";
import { isIgnoredMessage } from "./ignored.js";
import { isDividerCut } from "./window.js";

/**
 * Unread messages of a room. Functions take a room and return a new one.
 *
 * `seen` is the position up to which everything was read, `unread` the number of messages of others after it,
 * `mentions` how many of these mention the person or reply to them. `divider` is the position after which the line "new
 * messages" stands, or null, and `missed` the number of messages that came while the person was away. With
 * `approximate` both numbers count edits and deletions, too, because not all messages are held. `reader` holds the user,
 * `me`, and the users they ignore, `ignored`.
 */

/** Count after the entries were replaced; everything up to `seen` is read. */
export function countUnread(room, seen, reader) {
  const held = room.entries.filter((entry) => isForeign(entry, reader) && entry.seq > seen).length;
  const approximate = seen + 1 < room.from && room.head > seen;
  const unread = approximate ? room.head - seen : held;
  const counted = { ...room, seen, unread, approximate, divider: unread > 0 ? seen : null, missed: unread };
  return { ...counted, mentions: mentionsAfter(counted, seen, reader) };
}

/** Count one more message at the end. */
export function countEntry(room, entry, { watched, replayed, ...reader }) {
  if (!isForeign(entry, reader)) {
    return watched ? { ...room, divider: null, missed: 0, approximate: false } : room;
  }
  const read = entry.seq != null && entry.seq <= room.seen;
  if (read || (watched && !replayed)) {
    return room;
  }

  const begins = replayed ? room.missed === 0 : room.unread === 0;
  const divider = begins ? (entry.seq ?? room.head + 1) - 1 : room.divider;
  const missed = replayed ? room.missed + 1 : begins ? 0 : room.missed;
  const mentions = room.mentions + (isMention(entry, room, reader) ? 1 : 0);
  return { ...room, divider, missed, ...(watched ? { unread: 0, mentions: 0 } : { unread: room.unread + 1, mentions }) };
}

/** Everything up to `seq` is read, here or on another device. */
export function markRead(room, seq, reader) {
  if (seq <= room.seen && (room.unread === 0 || seq < room.head)) {
    return room;
  }
  const seen = Math.max(room.seen, seq);
  if (seen >= room.head) {
    return { ...room, seen, unread: 0, mentions: 0 };
  }
  // Messages that are not held cannot be searched for mentions: they may still be unread.
  const mentions = seen + 1 < room.from ? room.mentions : Math.min(room.mentions, mentionsAfter(room, seen, reader));
  return { ...room, seen, mentions, unread: room.approximate ? room.head - seen : unreadAfter(room, seen, reader) };
}

/** Everything is read. If the divider is not among the held messages, `missed` tells how many are below it. */
export function markAllRead(room, reader) {
  const missed = isDividerCut(room) ? Math.max(room.missed, room.unread) : room.missed;
  return markRead(missed === room.missed ? room : { ...room, missed }, room.head, reader);
}

/** Whether a message mentions the reader by name or replies to their message. */
export function isMention(entry, room, { me }) {
  if (entry.deleted || entry.user.id === me?.id) {
    return false;
  }
  return isReplyTo(entry, room, me) || (mayMention(entry.text) && mentionsUser(entry.text, me, Object.values(room.people)));
}

/** Set the message at `seq` that others reply to: replies to the reader count as mentions. */
export function setOriginal(room, seq, original, reader) {
  const next = { ...room, quotes: { ...room.quotes, [seq]: original } };
  const foreign = room.unread === 0 || original?.user.id !== reader.me?.id;
  return foreign ? next : { ...next, mentions: Math.max(room.mentions, mentionsAfter(next, room.seen, reader)) };
}

function isReplyTo({ reply_to: seq }, room, me) {
  return seq != null && me != null && findMessage(room, seq)?.user.id === me.id;
}

function mentionsAfter(room, seen, reader) {
  const later = room.entries.filter((entry) => entry.seq > seen && isForeign(entry, reader));
  return later.filter((entry) => isMention(entry, room, reader)).length;
}

function unreadAfter(room, seen, reader) {
  const passed = room.entries.filter((entry) => isForeign(entry, reader) && entry.seq > room.seen && entry.seq <= seen);
  return Math.max(0, Math.min(room.unread - passed.length, room.head - seen));
}

function isForeign(entry, { me, ignored }) {
  return entry.user.id !== me?.id && !entry.deleted && !isIgnoredMessage(entry, { ignored });
}

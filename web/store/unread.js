import { mentionsUser, mayMention } from "../text/mentions.js";
import { findMessage } from "./message_updates.js";
import { isIgnoredMessage } from "./ignored.js";
import { isDividerCut } from "./window.js";

/**
 * What of a room was not read.  Every function takes a room and gives a new one.
 *
 * `seen` is the position up to which everything was read, and `unread` how many messages of others came after it.
 * `divider` is the position under which the line stands that says so, or null, and `missed` how many came while the
 * person was away.  With `about` the two numbers count changes of messages, too: not all of them are held.  `called`
 * counts the unread messages that call the person, by name or by answering them.  `how` holds who reads, `me`, and whom they do not want to
 * read, `ignored`.
 */

/** After a new list of entries, when everything up to `seen` was read. */
export function countUnread(room, seen, how) {
  const held = room.entries.filter((entry) => isForeign(entry, how) && entry.seq > seen).length;
  const approximate = seen + 1 < room.from && room.head > seen;
  const unread = approximate ? room.head - seen : held;
  const counted = { ...room, seen, unread, approximate, divider: unread > 0 ? seen : null, missed: unread };
  return { ...counted, mentions: mentionsAfter(counted, seen, how) };
}

/** After one more message at the end. */
export function countEntry(room, entry, { watched, replayed, ...how }) {
  if (!isForeign(entry, how)) {
    return watched ? { ...room, divider: null, missed: 0, approximate: false } : room;
  }
  const read = entry.seq != null && entry.seq <= room.seen;
  if (read || (watched && !replayed)) {
    return room;
  }

  const begins = replayed ? room.missed === 0 : room.unread === 0;
  const divider = begins ? (entry.seq ?? room.head + 1) - 1 : room.divider;
  const missed = replayed ? room.missed + 1 : begins ? 0 : room.missed;
  const mentions = room.mentions + (isMention(entry, room, how) ? 1 : 0);
  return { ...room, divider, missed, ...(watched ? { unread: 0, mentions: 0 } : { unread: room.unread + 1, mentions }) };
}

/** The person has read everything up to `seq`, here or elsewhere. */
export function markRead(room, seq, how) {
  if (seq <= room.seen && (room.unread === 0 || seq < room.head)) {
    return room;
  }
  const seen = Math.max(room.seen, seq);
  if (seen >= room.head) {
    return { ...room, seen, unread: 0, mentions: 0 };
  }
  // What is not held cannot be looked through: those calls may be among what was not read yet.
  const mentions = seen + 1 < room.from ? room.mentions : Math.min(room.mentions, mentionsAfter(room, seen, how));
  return { ...room, seen, mentions, unread: room.approximate ? room.head - seen : unreadAfter(room, seen, how) };
}

/** The person looks at the end of the room.  If the line is not held, they are told how much is below it. */
export function markAllRead(room, how) {
  const missed = isDividerCut(room) ? Math.max(room.missed, room.unread) : room.missed;
  return markRead(missed === room.missed ? room : { ...room, missed }, room.head, how);
}

/** Whether a message calls the person who reads: by name, or because it answers what they have said. */
export function isMention(entry, room, { me }) {
  if (entry.deleted || entry.user.id === me?.id) {
    return false;
  }
  return isReplyTo(entry, room, me) || (mayMention(entry.text) && mentionsUser(entry.text, me, Object.values(room.people)));
}

/** After it became known what the message at `seq` is: those that answer it call its author. */
export function setOriginal(room, seq, original, how) {
  const next = { ...room, quotes: { ...room.quotes, [seq]: original } };
  const foreign = room.unread === 0 || original?.user.id !== how.me?.id;
  return foreign ? next : { ...next, mentions: Math.max(room.mentions, mentionsAfter(next, room.seen, how)) };
}

function isReplyTo({ reply_to: seq }, room, me) {
  return seq != null && me != null && findMessage(room, seq)?.user.id === me.id;
}

function mentionsAfter(room, seen, how) {
  const later = room.entries.filter((entry) => entry.seq > seen && isForeign(entry, how));
  return later.filter((entry) => isMention(entry, room, how)).length;
}

function unreadAfter(room, seen, how) {
  const passed = room.entries.filter((entry) => isForeign(entry, how) && entry.seq > room.seen && entry.seq <= seen);
  return Math.max(0, Math.min(room.unread - passed.length, room.head - seen));
}

function isForeign(entry, { me, ignored }) {
  return entry.user.id !== me?.id && !entry.deleted && !isIgnoredMessage(entry, { ignored });
}

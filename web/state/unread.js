/**
 * What of a room was not read.  Every function takes a room and gives a new one.
 *
 * `seen` is the position up to which everything was read, and `unread` how many messages of others came after it.
 * `divider` is the position under which the line stands that says so, or null, and `missed` how many came while the
 * person was away.  With `about` the two numbers count changes of messages, too: not all of them are held.
 */

/** After a new list of entries, when everything up to `seen` was read. */
export function countedFrom(room, seen, me) {
  const held = room.entries.filter((entry) => isForeign(entry, me) && entry.seq > seen).length;
  const about = seen + 1 < room.from && room.head > seen;
  const unread = about ? room.head - seen : held;
  return { ...room, seen, unread, about, divider: unread > 0 ? seen : null, missed: unread };
}

/** After one more message at the end. */
export function noticed(room, entry, { me, watched, replayed }) {
  if (!isForeign(entry, me)) {
    return watched ? { ...room, divider: null, missed: 0, about: false } : room;
  }
  const read = entry.seq != null && entry.seq <= room.seen;
  if (read || (watched && !replayed)) {
    return room;
  }

  const begins = replayed ? room.missed === 0 : room.unread === 0;
  const divider = begins ? (entry.seq ?? room.head + 1) - 1 : room.divider;
  const missed = replayed ? room.missed + 1 : begins ? 0 : room.missed;
  return { ...room, divider, missed, unread: watched ? 0 : room.unread + 1 };
}

/** The person has read everything up to `seq`, here or elsewhere. */
export function sawUpTo(room, seq, me) {
  if (seq <= room.seen && (room.unread === 0 || seq < room.head)) {
    return room;
  }
  const seen = Math.max(room.seen, seq);
  if (seen >= room.head) {
    return { ...room, seen, unread: 0 };
  }
  return { ...room, seen, unread: room.about ? room.head - seen : left(room, seen, me) };
}

function left(room, seen, me) {
  const passed = room.entries.filter((entry) => isForeign(entry, me) && entry.seq > room.seen && entry.seq <= seen);
  return Math.max(0, room.unread - passed.length);
}

function isForeign(entry, me) {
  return entry.user.id !== me?.id && !entry.deleted;
}

/**
 * The part of a room's log that is held. Functions take a room and return a new one.
 *
 * `entries` are the messages between the positions `from` and `to`, without gaps. What is dropped at either end is
 * loaded again when the person scrolls there: `older` says that there is something before `from`, and a `to` less than
 * `head` that there is something after it. A room without a log has no positions: what is dropped there is gone.
 */

/** The most messages that a room has when it is opened. */
export const PAGE_SIZE = 100;
/** The most messages held while the person reads above the end. */
export const MAX_ENTRIES = 200;
// At the end and in background rooms, many are dropped at once: each time, the first remaining row is drawn again.
const AT_END = { most: MAX_ENTRIES, kept: 120 };
const IN_BACKGROUND = { most: PAGE_SIZE + 50, kept: PAGE_SIZE };

/** Whether the end of the log is not held. */
export function isDetached(room) {
  return room.to < room.head;
}

/** Whether a new message at the end is not held until the person scrolls there. */
export function isFull(room) {
  return room.entries.length >= MAX_ENTRIES;
}

/** Keep the newest, after new messages came at the end. */
export function trimAtEnd(room, { open }) {
  return keepNewest(room, open ? AT_END : IN_BACKGROUND);
}

/** Keep the oldest, after a page was added at the start. */
export function trimToOldest(room) {
  if (room.entries.length <= MAX_ENTRIES || room.entries[MAX_ENTRIES - 1].seq == null) {
    return room;
  }
  return withEntries({ ...room, to: room.entries[MAX_ENTRIES - 1].seq }, room.entries.slice(0, MAX_ENTRIES));
}

/** Keep the newest, after a page was added at the end. */
export function trimToNewest(room) {
  return keepNewest(room, { most: MAX_ENTRIES, kept: MAX_ENTRIES });
}

/** The person opened another room: keep the newest page, or nothing if the end is not held. */
export function resetToNewest(room) {
  const before = { from: room.head + 1, to: room.head, older: room.head >= room.first, loading: null };
  return isDetached(room) ? withEntries({ ...room, ...before }, []) : trimToPage(room);
}

/** Keep the newest page, before the room is drawn. */
export function trimToPage(room) {
  return isDetached(room) ? room : keepNewest(room, { most: PAGE_SIZE, kept: PAGE_SIZE });
}

/** Whether the first unread message is before what is held. */
export function isDividerCut(room) {
  return room.divider !== null && room.from > room.divider + 1;
}

function keepNewest(room, { most, kept }) {
  if (room.entries.length <= most) {
    return room;
  }
  const entries = room.entries.slice(-kept);
  const older = entries[0].seq != null;
  return withEntries({ ...room, from: older ? entries[0].seq : room.from, older }, entries);
}

// Keep the quotes of the remaining replies.
function withEntries(room, entries) {
  const quotes = {};
  const answered = [...entries, ...room.pending].map(({ reply_to: seq }) => seq).filter((seq) => seq != null);
  if (answered.length > 0) {
    const known = new Map(room.entries.map((entry) => [entry.seq, entry]));
    for (const seq of answered) {
      const quoted = known.get(seq) ?? room.quotes[seq];
      if (quoted !== undefined) {
        quotes[seq] = quoted;
      }
    }
  }
  return { ...room, entries, quotes };
}

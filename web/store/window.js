/**
 * The part of a room's log that is held.  Every function takes a room and gives a new one.
 *
 * `entries` are the messages between the positions `from` and `to`, without holes.  What is dropped at either end is
 * fetched again when the person scrolls there: `older` says that there is something before `from`, and a `to` behind
 * `head` that there is something after it.  A room that keeps nothing has no positions: what is dropped there is gone.
 */

/** The most messages that a room has when it is opened. */
export const PAGE_SIZE = 100;
/** The most that are held while the person reads somewhere above the end. */
export const MAX_ENTRIES = 200;
// At the end, and in rooms that are not open, many are dropped at once: the first row that is left is drawn anew.
const AT_END = { most: MAX_ENTRIES, kept: 120 };
const IN_BACKGROUND = { most: PAGE_SIZE + 50, kept: PAGE_SIZE };

/** Whether the end of the log is not among what is held. */
export function isDetached(room) {
  return room.to < room.head;
}

/** Whether a message at the end has to wait until the person comes to it. */
export function isFull(room) {
  return room.entries.length >= MAX_ENTRIES;
}

/** With the newest only, after news came to the end of a room. */
export function trimAtEnd(room, { open }) {
  return keepNewest(room, open ? AT_END : IN_BACKGROUND);
}

/** After a page was put in front. */
export function trimToOldest(room) {
  if (room.entries.length <= MAX_ENTRIES || room.entries[MAX_ENTRIES - 1].seq == null) {
    return room;
  }
  return withEntries({ ...room, to: room.entries[MAX_ENTRIES - 1].seq }, room.entries.slice(0, MAX_ENTRIES));
}

/** After a page was put behind. */
export function trimToNewest(room) {
  return keepNewest(room, { most: MAX_ENTRIES, kept: MAX_ENTRIES });
}

/** After the person turned to another room: they come back to the newest page, or begin to load it then. */
export function resetToNewest(room) {
  const before = { from: room.head + 1, to: room.head, older: room.head >= room.first, loading: null };
  return isDetached(room) ? withEntries({ ...room, ...before }, []) : trimToPage(room);
}

/** With its newest page, before it is drawn. */
export function trimToPage(room) {
  return isDetached(room) ? room : keepNewest(room, { most: PAGE_SIZE, kept: PAGE_SIZE });
}

/** Whether the first message that was not read is before what is held. */
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

// The originals of answers that stay are quoted still.
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

/**
 * The part of a room's log that is held.  Every function takes a room and gives a new one.
 *
 * `entries` are the messages between the positions `from` and `to`, without holes.  What is dropped at either end is
 * fetched again when the person scrolls there: `older` says that there is something before `from`, and a `to` behind
 * `head` that there is something after it.  A room that keeps nothing has no positions: what is dropped there is gone.
 */

/** The most messages that a room has when it is opened. */
export const PAGE = 100;
/** The most that are held while the person reads somewhere above the end. */
export const MOST = 200;
// At the end, and in rooms that are not open, many are dropped at once: the first row that is left is drawn anew.
const AT_END = { most: MOST, kept: 120 };
const ELSEWHERE = { most: PAGE + 50, kept: PAGE };

/** Whether the end of the log is not among what is held. */
export function isDetached(room) {
  return room.to < room.head;
}

/** Whether a message at the end has to wait until the person comes to it. */
export function isFull(room) {
  return room.entries.length >= MOST;
}

/** With the newest only, after news came to the end of a room. */
export function endKept(room, { open }) {
  return newest(room, open ? AT_END : ELSEWHERE);
}

/** After a page was put in front. */
export function beginKept(room) {
  if (room.entries.length <= MOST || room.entries[MOST - 1].seq == null) {
    return room;
  }
  return holding({ ...room, to: room.entries[MOST - 1].seq }, room.entries.slice(0, MOST));
}

/** After a page was put behind. */
export function pageKept(room) {
  return newest(room, { most: MOST, kept: MOST });
}

/** After the person turned to another room: they come back to the newest page, or begin to load it then. */
export function closed(room) {
  const before = { from: room.head + 1, to: room.head, older: room.head >= room.first, loading: null };
  return isDetached(room) ? holding({ ...room, ...before }, []) : opened(room);
}

/** With its newest page, before it is drawn. */
export function opened(room) {
  return isDetached(room) ? room : newest(room, { most: PAGE, kept: PAGE });
}

/** Whether the first message that was not read is before what is held. */
export function isCut(room) {
  return room.divider !== null && room.from > room.divider + 1;
}

function newest(room, { most, kept }) {
  if (room.entries.length <= most) {
    return room;
  }
  const entries = room.entries.slice(-kept);
  const older = entries[0].seq != null;
  return holding({ ...room, from: older ? entries[0].seq : room.from, older }, entries);
}

// The originals of answers that stay are quoted still.
function holding(room, entries) {
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

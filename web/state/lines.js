/**
 * The rooms the person has read in before, as the server tells them: `{room, title, epoch, seq, seen, unread}` by room.
 */

/** After the whole list. */
export function listed(_, rooms) {
  return Object.fromEntries(rooms.filter(({ epoch }) => epoch != null).map((line) => [line.room, line]));
}

/** Something was said there. */
export function stirred(lines, { room, seq }) {
  const line = lines[room];
  return line && seq > line.seq ? put(lines, { ...line, seq, unread: line.unread + seq - line.seq }) : lines;
}

/** The person has read there, in another tab or on another device. */
export function read(lines, { room, epoch, seq }) {
  const line = lines[room] ?? { room, title: "", epoch, seq, seen: 0, unread: 0 };
  if (line.epoch !== epoch || seq <= line.seen) {
    return lines;
  }
  const unread = Math.min(line.unread, Math.max(0, line.seq - seq));
  return put(lines, { ...line, seq: Math.max(seq, line.seq), seen: seq, unread });
}

/** Those of them that are not among `rooms`, by name. */
export function elsewhere(lines, rooms) {
  const others = Object.values(lines).filter(({ room }) => !(room in rooms));
  return others.sort((a, b) => (a.title || a.room).localeCompare(b.title || b.room));
}

/** Not to be shown any more. */
export function dropped(lines, room) {
  const { [room]: _, ...rest } = lines;
  return rest;
}

function put(lines, line) {
  return { ...lines, [line.room]: line };
}

/**
 * The rooms the person belongs to or has read in before, as the server tells them, by room: `{room, kind, title, epoch,
 * seq, seen, unread, role, invited, other}`, and `by` where somebody has just invited.
 */

/** After the whole list. */
export function listed(before, rooms) {
  return Object.fromEntries(rooms.filter(isWorthKnowing).map((line) => [line.room, { ...before[line.room], ...line }]));
}

/** After something became known of one room. */
export function told(lines, { room, ...news }) {
  const blank = { room, title: "", epoch: null, seq: 0, seen: 0, unread: 0 };
  return put(lines, { ...(lines[room] ?? blank), ...news });
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

/** An account is called otherwise now. */
export function renamed(lines, user) {
  const own = ({ other }) => other?.id === user.id;
  return Object.values(lines)
    .filter(own)
    .reduce((all, line) => put(all, { ...line, other: user }), lines);
}

/** Those of them that are not among `rooms`, by name, without those that one was only invited to. */
export function elsewhere(lines, rooms) {
  const others = Object.values(lines).filter(({ room, invited }) => !(room in rooms) && !invited);
  return others.sort((a, b) => (a.title || a.room).localeCompare(b.title || b.room));
}

/** Not to be shown any more. */
export function dropped(lines, room) {
  const { [room]: _, ...rest } = lines;
  return rest;
}

// What was read in a room that keeps nothing is nothing to go back to.
function isWorthKnowing({ epoch, role }) {
  return epoch != null || role != null;
}

function put(lines, line) {
  return { ...lines, [line.room]: line };
}

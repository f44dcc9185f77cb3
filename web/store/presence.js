/** Who is in a room and who is typing. Functions take a room and return a new one. */

const TYPING = 5000;

/** Set the whole list, as the answer to a join or `presence` has it; in large rooms it is only a count. */
export function setPresence(room, presence) {
  if (!presence) {
    return room;
  }
  const people = Object.fromEntries((presence.users ?? []).map((user) => [user.id, user]));
  return { ...room, people, count: presence.count ?? Object.keys(people).length };
}

/** Apply a change of the list. A user who joins with a present id has a new name. */
export function updatePresence(room, { joined = [], left = [], count }) {
  const people = { ...room.people };
  for (const user of joined) {
    people[user.id] = user;
  }
  for (const id of left) {
    delete people[id];
  }
  const gone = left.reduce((next, id) => stopTyping(next, id), room);
  return { ...gone, people, count: count ?? Object.keys(people).length };
}

export function startTyping(room, user, now) {
  return { ...room, typing: { ...room.typing, [user.id]: { name: user.name, until: now + TYPING } } };
}

export function stopTyping(room, id) {
  if (!(id in room.typing)) {
    return room;
  }
  const { [id]: _, ...typing } = room.typing;
  return { ...room, typing };
}

/** Forget users who have not typed for a while. */
export function expireTyping(room, now) {
  const lasting = Object.entries(room.typing).filter(([, { until }]) => until > now);
  return lasting.length === Object.keys(room.typing).length ? room : { ...room, typing: Object.fromEntries(lasting) };
}

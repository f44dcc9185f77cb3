import { applyChange, eraseMessage } from "../chatd/log.js";

/**
 * A room holds messages in its timeline, in quotes, among search results and in drafts: an update changes all of them.
 */

/** The message at a position: null if it does not exist any more, undefined if it is not known here. */
export function findMessage({ entries, quotes }, seq) {
  let [from, to] = [0, entries.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    [from, to] = entries[middle].seq < seq ? [middle + 1, to] : [from, middle];
  }
  return entries[from]?.seq === seq ? entries[from] : quotes[seq];
}

/** Apply an `edit` or a `delete`. */
export function applyChangeToRoom(room, change) {
  const next = mapMessages(room, (entry) => (entry.seq === change.target ? applyChange(entry, change) : entry));
  return change.type === "delete" ? removeMessage(next, change.target) : next;
}

/** Remove the texts and the name of an erased user. */
export function eraseUser(room, user) {
  const { [user]: person, ...rest } = room.people;
  const { [user]: _, ...typing } = room.typing;
  const people = person ? { ...rest, [user]: { ...person, name: "" } } : room.people;
  const gone = room.entries.filter((entry) => entry.user.id === user);
  const next = mapMessages({ ...room, people, typing }, (entry) => (entry.user.id === user ? eraseMessage(entry) : entry));
  return [...gone, ...(room.search?.results ?? [])]
    .filter((entry) => entry.user.id === user)
    .reduce((one, { seq }) => removeMessage(one, seq), next);
}

/** An account has a new name: change it on all its messages, and among people and members. */
export function renameUser(room, user) {
  const own = (one) => one?.user.id === user.id;
  const mark = (one) => (own(one) ? { ...one, user } : one);
  const change = (entry) =>
    own(entry) || own(entry.edited) || own(entry.deleted)
      ? { ...entry, user: own(entry) ? user : entry.user, edited: mark(entry.edited), deleted: mark(entry.deleted) }
      : entry;
  const { people, members, typing } = room;
  return mapMessages(
    {
      ...room,
      people: user.id in people ? { ...people, [user.id]: user } : people,
      members: members?.[user.id] ? { ...members, [user.id]: { ...members[user.id], user } } : members,
      typing: user.id in typing ? { ...typing, [user.id]: { ...typing[user.id], name: user.name } } : typing,
    },
    change,
  );
}

function mapMessages(room, change) {
  const quotes = Object.entries(room.quotes).map(([seq, entry]) => [seq, entry && change(entry)]);
  return {
    ...room,
    entries: room.entries.map(change),
    quotes: quotes.length > 0 ? Object.fromEntries(quotes) : room.quotes,
    reply: room.reply && change(room.reply),
    search: room.search && { ...room.search, results: room.search.results.map(change) },
  };
}

// A deleted message is no search result, and cannot be edited, deleted or replied to.
function removeMessage(room, seq) {
  const { search, reply, editing, deleting } = room;
  return {
    ...room,
    search: search && { ...search, results: search.results.filter((entry) => entry.seq !== seq) },
    reply: reply?.seq === seq ? null : reply,
    editing: editing?.seq === seq ? null : editing,
    deleting: deleting?.seq === seq ? null : deleting,
  };
}

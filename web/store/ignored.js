/**
 * The users whom the person ignores, `{id: name}` with an empty name where it is not known. Their messages are neither
 * shown, counted nor notified.
 */

/** From the whole list of the server, with the names known on this device. */
export function ignoreListFrom(users) {
  return Object.freeze(Object.fromEntries(users.map(({ id, name }) => [id, name ?? ""])));
}

export function addIgnored(all, { id, name }) {
  return Object.freeze({ ...all, [id]: name ?? "" });
}

export function removeIgnored(all, id) {
  const { [id]: _, ...rest } = all;
  return Object.freeze(rest);
}

/** Show these ignored messages all the same. */
export function revealMessages(room, seqs) {
  return { ...room, revealed: { ...room.revealed, ...Object.fromEntries(seqs.map((seq) => [seq, true])) } };
}

/** Whether a message is hidden because its author is ignored. */
export function isIgnoredMessage(entry, { ignored: all = {}, revealed: shown = {} }) {
  return entry.user.id in all && !shown[entryKey(entry)];
}

/** The key of a message, which may have no position. */
export function entryKey({ seq, time }) {
  return seq ?? time;
}

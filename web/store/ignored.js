/**
 * Whom the person ignores: names by id, an empty one where it is not known.  What they say is not shown, not counted
 * and not told.
 */

/** After the whole list, as the server and this device know it. */
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

/** The person wants to see these messages all the same. */
export function revealMessages(room, seqs) {
  return { ...room, revealed: { ...room.revealed, ...Object.fromEntries(seqs.map((seq) => [seq, true])) } };
}

/** Whether a message is not to be shown. */
export function isIgnoredMessage(entry, { ignored: all = {}, revealed: shown = {} }) {
  return entry.user.id in all && !shown[entryKey(entry)];
}

/** What a message is known by where it may have no position. */
export function entryKey({ seq, time }) {
  return seq ?? time;
}

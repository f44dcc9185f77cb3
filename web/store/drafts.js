/**
 * What the person has in hand in a room: an answer, a message being edited or taken back, a search.
 *
 * `editing` is `{seq, text, busy, error}`, `removing` `{seq, busy, error}`, `search` `{text, results, more, state,
 * error}`; its `state` is `idle`, `busy`, `done` or `failed`.  One message is in hand at a time.
 */

export function setReply(room, entry) {
  return { ...room, reply: entry, editing: null, deleting: null };
}

/** Begin to edit a message, or end it with null. */
export function setEditing(room, entry) {
  const begun = entry && { seq: entry.seq, text: entry.text, busy: false, error: null };
  return { ...room, editing: begun, deleting: null };
}

/** Ask whether a message shall be deleted, or end it with null. */
export function setDeleting(room, entry) {
  const begun = entry && { seq: entry.seq, busy: false, error: null };
  return { ...room, deleting: begun, editing: entry ? null : room.editing };
}

/** `what`, `editing` or `removing`, of the message `seq` is under way, was refused, or has another text. */
export function updateDraft(room, { draft, seq, text, busy, error }) {
  if (room[draft]?.seq !== seq) {
    return room;
  }
  const changes = Object.fromEntries(Object.entries({ text, busy, error }).filter(([, value]) => value !== undefined));
  return { ...room, [draft]: { ...room[draft], ...changes } };
}

/** The search is open, with nothing found yet; or closed. */
export function toggleSearch(room, open) {
  const begun = { text: "", results: [], more: false, state: "idle", error: null };
  return { ...room, search: open ? (room.search ?? begun) : null };
}

export function startSearch(room, { text }) {
  const empty = text === "";
  const kept = empty ? { results: [], more: false } : {};
  return updateSearch(room, { text, state: empty ? "idle" : "busy", error: null, ...kept });
}

/** After a page of what was found; one that answers an earlier question is dropped. */
export function addResults(room, { text, page, further }) {
  if (room.search?.text !== text) {
    return room;
  }
  const before = further ? room.search.results : [];
  const events = page.events.filter((event) => !event.deleted && !before.some(({ seq }) => seq === event.seq));
  return updateSearch(room, { results: [...before, ...events], more: page.more, state: "done", error: null });
}

export function setSearchFailed(room, { text, error }) {
  return room.search?.text === text ? updateSearch(room, { state: "failed", error }) : room;
}

/** The person turned to another room: what was not begun in earnest is put down. */
export function closeDrafts(room) {
  return { ...room, deleting: null, search: null };
}

function updateSearch(room, news) {
  return room.search ? { ...room, search: { ...room.search, ...news } } : room;
}

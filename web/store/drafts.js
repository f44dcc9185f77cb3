/**
 * What the person has begun in a room: a reply, an edit, a deletion, a search. Functions take a room and return a new
 * one.
 *
 * `editing` is `{seq, text, busy, error}`, `deleting` `{seq, busy, error}`, `search` `{text, results, more, state,
 * error}` with a `state` of `idle`, `busy`, `done` or `failed`. There is one reply, edit or deletion at a time.
 */

export function setReply(room, entry) {
  return { ...room, reply: entry, editing: null, deleting: null };
}

/** Begin to edit a message; null ends it. */
export function setEditing(room, entry) {
  const begun = entry && { seq: entry.seq, text: entry.text, busy: false, error: null };
  return { ...room, editing: begun, deleting: null };
}

/** Ask for confirmation to delete a message; null ends it. */
export function setDeleting(room, entry) {
  const begun = entry && { seq: entry.seq, busy: false, error: null };
  return { ...room, deleting: begun, editing: entry ? null : room.editing };
}

/** Set some fields of the `draft` (`editing` or `deleting`) of message `seq`. */
export function updateDraft(room, { draft, seq, text, busy, error }) {
  if (room[draft]?.seq !== seq) {
    return room;
  }
  const changes = Object.fromEntries(Object.entries({ text, busy, error }).filter(([, value]) => value !== undefined));
  return { ...room, [draft]: { ...room[draft], ...changes } };
}

/** Open the search without results, or close it. */
export function toggleSearch(room, open) {
  const begun = { text: "", results: [], more: false, state: "idle", error: null };
  return { ...room, search: open ? (room.search ?? begun) : null };
}

export function startSearch(room, { text }) {
  const empty = text === "";
  const kept = empty ? { results: [], more: false } : {};
  return updateSearch(room, { text, state: empty ? "idle" : "busy", error: null, ...kept });
}

/** Add a page of results; one that answers an earlier query is ignored. */
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

/** The person opened another room: end what is not worth keeping. */
export function closeDrafts(room) {
  return { ...room, deleting: null, search: null };
}

function updateSearch(room, news) {
  return room.search ? { ...room, search: { ...room.search, ...news } } : room;
}

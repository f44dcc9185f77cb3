/**
 * What the person has in hand in a room: an answer, a message being edited or taken back, a search.
 *
 * `editing` is `{seq, text, busy, error}`, `removing` `{seq, busy, error}`, `search` `{text, results, more, state,
 * error}`; its `state` is `idle`, `busy`, `done` or `failed`.  One message is in hand at a time.
 */

export function replying(room, entry) {
  return { ...room, reply: entry, editing: null, removing: null };
}

/** Begin to edit a message, or end it with null. */
export function editing(room, entry) {
  const begun = entry && { seq: entry.seq, text: entry.text, busy: false, error: null };
  return { ...room, editing: begun, removing: null };
}

/** Ask whether a message shall be deleted, or end it with null. */
export function removing(room, entry) {
  const begun = entry && { seq: entry.seq, busy: false, error: null };
  return { ...room, removing: begun, editing: entry ? null : room.editing };
}

/** `what`, `editing` or `removing`, of the message `seq` is under way, was refused, or has another text. */
export function inHand(room, { what, seq, ...news }) {
  return room[what]?.seq === seq ? { ...room, [what]: { ...room[what], ...news } } : room;
}

/** The search is open, with nothing found yet; or closed. */
export function searching(room, open) {
  const begun = { text: "", results: [], more: false, state: "idle", error: null };
  return { ...room, search: open ? (room.search ?? begun) : null };
}

export function asked(room, { text }) {
  const empty = text === "";
  const kept = empty ? { results: [], more: false } : {};
  return inSearch(room, { text, state: empty ? "idle" : "busy", error: null, ...kept });
}

/** After a page of what was found; one that answers an earlier question is dropped. */
export function found(room, { text, page, further }) {
  if (room.search?.text !== text) {
    return room;
  }
  const before = further ? room.search.results : [];
  const events = page.events.filter((event) => !event.deleted && !before.some(({ seq }) => seq === event.seq));
  return inSearch(room, { results: [...before, ...events], more: page.more, state: "done", error: null });
}

export function notFound(room, { text, error }) {
  return room.search?.text === text ? inSearch(room, { state: "failed", error }) : room;
}

/** The person turned to another room: what was not begun in earnest is put down. */
export function closedTools(room) {
  return { ...room, removing: null, search: null };
}

function inSearch(room, news) {
  return room.search ? { ...room, search: { ...room.search, ...news } } : room;
}

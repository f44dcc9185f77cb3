/**
 * What lies on the moderators' desk: reports, sanctions in force, or the audit log, of a room or of all.
 *
 * `{tab, room, closed, items, more, next, state, error}`: `room` is null for all rooms, `next` where a list goes on,
 * `state` is `busy`, `done` or `failed`.  An item is `{id, …}`, with `busy` or an `error` while something is done with
 * it.  Null: it is closed.
 */

export function turned({ tab, room, closed = false }) {
  return Object.freeze({ tab, room, closed, items: [], more: false, next: null, state: "busy", error: null });
}

/** Another page is being fetched. */
export function asked(desk) {
  return { ...desk, state: "busy", error: null };
}

/** After a page; one that answers an earlier question is dropped. */
export function came(desk, { asked: question, items, more, next = null, further }) {
  if (!answers(desk, question)) {
    return desk;
  }
  const before = further ? desk.items : [];
  const fresh = items.filter(({ id }) => !before.some((item) => item.id === id));
  return { ...desk, items: [...before, ...fresh], more, next, state: "done", error: null };
}

export function failed(desk, { asked: question, error }) {
  return answers(desk, question) ? { ...desk, state: "failed", error } : desk;
}

/** Something is done with an item, or it has changed. */
export function inHand(desk, id, news) {
  return { ...desk, items: desk.items.map((item) => (item.id === id ? { ...item, ...news } : item)) };
}

export function cleared(desk, id) {
  return { ...desk, items: desk.items.filter((item) => item.id !== id) };
}

function answers(desk, { tab, room, closed }) {
  return desk !== null && desk.tab === tab && desk.room === room && desk.closed === closed;
}

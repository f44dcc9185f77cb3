/**
 * What lies on the moderators' desk: reports, sanctions in force, or the audit log, of a room or of all.
 *
 * `{tab, room, closed, items, more, next, state, error}`: `room` is null for all rooms, `next` where a list goes on,
 * `state` is `busy`, `done` or `failed`.  An item is `{id, …}`, with `busy` or an `error` while something is done with
 * it.  Null: it is closed.
 */

export function newQueue({ tab, room, closed = false }) {
  return Object.freeze({ tab, room, closed, items: [], more: false, next: null, state: "busy", error: null });
}

/** Another page is being fetched. */
export function setLoading(queue) {
  return { ...queue, state: "busy", error: null };
}

/** After a page; one that answers an earlier request is dropped. */
export function addPage(queue, { request, items, more, next = null, further }) {
  if (!isSameRequest(queue, request)) {
    return queue;
  }
  const before = further ? queue.items : [];
  const fresh = items.filter(({ id }) => !before.some((item) => item.id === id));
  return { ...queue, items: [...before, ...fresh], more, next, state: "done", error: null };
}

export function setFailed(queue, { request, error }) {
  return isSameRequest(queue, request) ? { ...queue, state: "failed", error } : queue;
}

/** Something is done with an item, or it has changed. */
export function updateItem(queue, id, changes) {
  return { ...queue, items: queue.items.map((item) => (item.id === id ? { ...item, ...changes } : item)) };
}

export function removeItem(queue, id) {
  return { ...queue, items: queue.items.filter((item) => item.id !== id) };
}

function isSameRequest(queue, { tab, room, closed }) {
  return queue !== null && queue.tab === tab && queue.room === room && queue.closed === closed;
}

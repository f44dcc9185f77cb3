/**
 * The open moderation dialog: reports, active sanctions, or the audit log, of one room or of all. Null if it is closed.
 *
 * `{tab, room, closed, items, more, next, state, error}`: `room` is null for all rooms, `closed` selects closed
 * reports, `next` continues the list, `state` is `busy`, `done` or `failed`. An item is `{id, …}`, with `busy` or an
 * `error` while a command about it runs or has failed.
 */

export function newQueue({ tab, room, closed = false }) {
  return Object.freeze({ tab, room, closed, items: [], more: false, next: null, state: "busy", error: null });
}

/** Another page is being loaded. */
export function setLoading(queue) {
  return { ...queue, state: "busy", error: null };
}

/** Add a page; one that answers an earlier request is ignored. */
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

/** Set fields of an item. */
export function updateItem(queue, id, changes) {
  return { ...queue, items: queue.items.map((item) => (item.id === id ? { ...item, ...changes } : item)) };
}

export function removeItem(queue, id) {
  return { ...queue, items: queue.items.filter((item) => item.id !== id) };
}

function isSameRequest(queue, { tab, room, closed }) {
  return queue !== null && queue.tab === tab && queue.room === room && queue.closed === closed;
}

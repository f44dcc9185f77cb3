/** The rooms of a person, as they are listed.  All pure. */
import { isHidden } from "./ranks.js";

/**
 * What is known of one room, open or not: `{id, kind, title, other, unread, called, joined, invited, by,
 * barred}`.
 *
 * `kind` is null while nothing is known; `other` is whom a direct room is with, `by` who has invited; `called` counts what
 * was said to the person by name or alone.
 */
export function place({ rooms, lines, me }, id) {
  const room = rooms[id];
  const line = lines[id];
  const kind = room?.kind ?? line?.kind ?? null;
  const unread = room ? room.unread : (line?.unread ?? 0);
  return {
    id,
    kind,
    title: room?.title || line?.title || "",
    other: line?.other ?? partner(room, me),
    unread,
    called: kind === "direct" ? unread : (room?.called ?? 0),
    joined: room !== undefined,
    invited: room === undefined && (line?.invited ?? false),
    by: line?.by ?? null,
    barred: room?.barred != null,
  };
}

/** All of them in groups, each in its order: `invitations`, `open`, `hidden`, `directs` and `elsewhere`. */
export function places(state) {
  const ids = [...new Set([...Object.keys(state.rooms), ...Object.keys(state.lines)])];
  const groups = { invitations: [], open: [], hidden: [], directs: [], elsewhere: [] };
  for (const one of ids.map((id) => place(state, id))) {
    groups[groupOf(one)].push(one);
  }
  for (const name of ["invitations", "hidden", "directs", "elsewhere"]) {
    groups[name].sort((a, b) => label(a).localeCompare(label(b)));
  }
  return groups;
}

function groupOf(one) {
  if (one.invited) {
    return "invitations";
  }
  if (one.kind === "direct") {
    return "directs";
  }
  if (isHidden(one)) {
    return "hidden";
  }
  return one.joined ? "open" : "elsewhere";
}

function label({ id, title, other }) {
  return other?.name || title || id;
}

// Whom a direct room is with can be seen in it, where the list does not tell.
function partner(room, me) {
  if (room?.kind !== "direct") {
    return null;
  }
  const known = [...Object.values(room.members ?? {}).map(({ user }) => user), ...Object.values(room.people)];
  return known.find((user) => user.id !== me?.id) ?? null;
}

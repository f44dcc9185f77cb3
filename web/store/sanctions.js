/** Sanctions against the person. Functions take the state and return a new one. */
import { newRoom } from "./room.js";
import { setMute } from "./speaking.js";

/** The person may not be in a room for now: drop its messages, keep the room with the reason. */
export function excludeFromRoom(state, id, { code, until = null, reason = "", by = null }) {
  const before = state.rooms[id] ?? newRoom(id);
  const { title, topic, kind } = before;
  const exclusion = Object.freeze({ code, until, reason, by });
  const room = Object.freeze({ ...newRoom(id), title, topic, kind, exclusion });
  return { ...state, rooms: { ...state.rooms, [id]: room } };
}

/** Mute the person in a room, or everywhere if `id` is null; unmute with a `mute` of null. */
export function applyMute(state, id, mute) {
  const change = (one) => (id === null ? { ...setMute(one, mute), muted: one.muted } : setMute(one, mute));
  const rooms = Object.entries(state.rooms).map(([name, one]) => [
    name,
    id === null || name === id ? change(one) : one,
  ]);
  return { ...state, rooms: Object.fromEntries(rooms), muted: id === null ? mute : state.muted };
}

/**
 * Why, `{reason, by}`, from an error: the words of the user `by`, or of the server if that is null.
 *
 * The words of a user come in fields of their own: whatever they look like, they are not taken for the server's.
 */
export function reasonFrom({ code, message = "", reason, by = null }) {
  if (by !== null) {
    return { reason: reason ?? "", by };
  }
  const told = message === code || /^(?:you are (?:banned|muted)|a filter of this room refused the text)/.test(message);
  return { reason: told ? "" : message, by: null };
}

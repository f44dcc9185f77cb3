/** What was done to the person: rooms they were put out of, mutes, invitations.  Every function gives a new state. */
import { newRoom } from "./room.js";
import { setMute } from "./speaking.js";

/** They may not be in a room now: nothing of what was said there is kept, but the room stays, and says why. */
export function excludeFromRoom(state, id, { code, until = null, reason = "" }) {
  const before = state.rooms[id] ?? newRoom(id);
  const { title, topic, kind } = before;
  const room = Object.freeze({ ...newRoom(id), title, topic, kind, exclusion: Object.freeze({ code, until, reason }) });
  return { ...state, rooms: { ...state.rooms, [id]: room } };
}

/** They may read and not speak, in `room` or everywhere if that is null; or again, with a `bound` of null. */
export function applyMute(state, id, mute) {
  const change = (one) => (id === null ? { ...setMute(one, mute), muted: one.muted } : setMute(one, mute));
  const rooms = Object.entries(state.rooms).map(([name, one]) => [
    name,
    id === null || name === id ? change(one) : one,
  ]);
  return { ...state, rooms: Object.fromEntries(rooms), muted: id === null ? mute : state.muted };
}

/** The reason that somebody gave, in the server's words that a refusal carries. */
export function reasonFrom(message, code) {
  const told = message.match(/^(?:you are (?:banned|muted)(?:: (.*))?|a filter of this room refused the text)$/s);
  const words = told ? (told[1] ?? "") : message;
  return words === code ? "" : words;
}

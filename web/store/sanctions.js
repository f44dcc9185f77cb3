/** Sanctions against the person. Functions take the state and return a new one. */
import { newRoom } from "./room.js";
import { setMute } from "./speaking.js";

/** The person may not be in a room for now: drop its messages, keep the room with the reason. */
export function excludeFromRoom(state, id, { code, until = null, reason = "" }) {
  const before = state.rooms[id] ?? newRoom(id);
  const { title, topic, kind } = before;
  const room = Object.freeze({ ...newRoom(id), title, topic, kind, exclusion: Object.freeze({ code, until, reason }) });
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

/** The reason that a moderator gave, extracted from the message of an error. */
export function reasonFrom(message, code) {
  const told = message.match(/^(?:you are (?:banned|muted)(?:: (.*))?|a filter of this room refused the text)$/s);
  const words = told ? (told[1] ?? "") : message;
  return words === code ? "" : words;
}

/** States of the page, made by the actions that lead to them, and what they show. */
import { initial, reduce } from "../../web/store/store.js";
import { timeline } from "../../web/store/timeline.js";
import { joinAnswer, message } from "./fakes.mjs";

export const me = { id: "g.ann", name: "Ann" };
export const dayKey = (time) => String(Math.floor(time / 86_400_000));

export function after(...actions) {
  const begin = { ...initial, me };
  return actions.reduce(
    reduce,
    reduce(reduce(begin, { type: "enter", room: "lobby" }), { type: "open", room: "lobby" }),
  );
}

export const joined = (fields = {}, more = {}) => ({
  type: "joined",
  room: "lobby",
  seen: null,
  answer: { ...joinAnswer(fields), reset: true, gap: false, ...more },
});
export const came = (...entries) => ({ type: "entries", room: "lobby", entries, replayed: false });
export const watch = { type: "watch", room: "lobby" };
export const lobby = (state) => state.rooms.lobby;
export const seqs = (state) => lobby(state).entries.map(({ seq }) => seq);
export const kinds = (state) => timeline(lobby(state), { me, dayKey }).map(({ kind }) => kind);
export const range = (from, to) => Array.from({ length: to - from + 1 }, (_, at) => message(from + at));

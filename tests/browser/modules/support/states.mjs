/** States of the page, made by the actions that lead to them, and what they show. */
import { initialState, reduce } from "../../web/store/store.js";
import { timelineItems } from "../../web/store/timeline.js";
import { joinAnswer, message } from "./fakes.mjs";

export const me = { id: "g.ann", name: "Ann" };
export const dayKey = (time) => String(Math.floor(time / 86_400_000));

export function after(...actions) {
  const begin = { ...initialState, me };
  return actions.reduce(
    reduce,
    reduce(reduce(begin, { type: "roomAdded", room: "lobby" }), { type: "roomOpened", room: "lobby" }),
  );
}

export const joined = (fields = {}, more = {}) => ({
  type: "roomJoined",
  room: "lobby",
  seen: null,
  answer: { ...joinAnswer(fields), reset: true, gap: false, ...more },
});
export const came = (...entries) => ({ type: "entriesReceived", room: "lobby", entries, replayed: false });
export const watch = { type: "roomWatched", room: "lobby" };
export const lobby = (state) => state.rooms.lobby;
export const seqs = (state) => lobby(state).entries.map(({ seq }) => seq);
export const kinds = (state) => timelineItems(lobby(state), { me, dayKey }).map(({ kind }) => kind);
export const range = (from, to) => Array.from({ length: to - from + 1 }, (_, at) => message(from + at));

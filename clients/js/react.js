/**
 * React's way to a room: `useRoom(client, "lobby")`. Imports are those of its place in the package, `src/`.
 */
import { useCallback, useSyncExternalStore } from "react";

import { applyChange, eraseMessage } from "./chatd/log.js";

const NOTHING = Object.freeze({ state: "left", messages: [], outbox: [], error: null });
const stores = new WeakMap();

/**
 * What components show of one room. It is joined with the first of them, and left when the last one has gone; a room
 * that the program has joined itself stays joined.
 */
class RoomStore {
  #room;
  #snapshot = NOTHING;
  #listeners = new Set();
  #joined = false;

  constructor(room) {
    this.#room = room;
    const on = (type, handler) => room.addEventListener(type, ({ detail }) => this.#update(handler(detail)));
    const change = (detail) => ({ messages: this.#messages.map((one) => (one.seq === detail.target ? applyChange(one, detail) : one)) });
    on("state", ({ state, error = null }) => ({ state, error }));
    on("joined", ({ reset }) => (reset ? { messages: [] } : {}));
    on("message", (message) => ({ messages: [...this.#messages, message] }));
    on("edit", change);
    on("delete", change);
    on("erase", ({ user }) => ({ messages: this.#messages.map((one) => (one.user.id === user ? eraseMessage(one) : one)) }));
    on("outbox", ({ items }) => ({ outbox: items }));
  }

  subscribe = (listener) => {
    this.#listeners.add(listener);
    if (this.#room.state === "left") {
      this.#joined = true;
      this.#room.join().catch((error) => this.#update({ error }));
    }
    return () => {
      this.#listeners.delete(listener);
      // Later: StrictMode, and a change of pages, put the next component there at once.
      setTimeout(() => this.#leaveUnused());
    };
  };

  snapshot = () => this.#snapshot;

  get #messages() {
    return this.#snapshot.messages;
  }

  #leaveUnused() {
    if (this.#listeners.size === 0 && this.#joined) {
      this.#joined = false;
      this.#room.leave();
    }
  }

  #update(change) {
    this.#snapshot = Object.freeze({ ...this.#snapshot, ...change });
    this.#listeners.forEach((listener) => listener());
  }
}

function storeOf(client, id) {
  if (!stores.has(client)) {
    stores.set(client, new Map());
  }
  const rooms = stores.get(client);
  if (!rooms.has(id)) {
    rooms.set(id, new RoomStore(client.room(id)));
  }
  return rooms.get(id);
}

/**
 * Join a room as long as a component shows it. Returns `state`, `messages` (with their edits and deletions), `outbox`,
 * `error` (why the room was left or not joined), `room`, and `say(text, options)`.
 */
export function useRoom(client, id) {
  const { subscribe, snapshot } = storeOf(client, id);
  const shown = useSyncExternalStore(subscribe, snapshot, () => NOTHING);
  const say = useCallback((text, options) => client.say(id, text, options), [client, id]);
  return { ...shown, room: client.room(id), say };
}

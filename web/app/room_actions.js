import { ChatError } from "../chatd/errors.js";
import { clean, isRoom, roomLike } from "../text/text.js";

const TYPING = 3000;
// The same words again within this time are no news.
const STILL = 3000;
// Whoever has missed more than this begins at the end, and is led to the first one on demand.
const FAR = 500;

/**
 * What a person can do in rooms, in the words of the page: each reads the model and asks the client.
 *
 * Events: `notice` (detail: `name` and `values` of a text to show for a moment), `said` (something was just said)
 * and `mend` (detail: `room` and `text`; it goes back to where one writes).
 */
export class Intents extends EventTarget {
  #client;
  #model;
  #store;
  #clock;
  #typedAt = -Infinity;
  #noticed = { words: "", at: -Infinity };

  constructor({ client, model, store, clock }) {
    super();
    this.#client = client;
    this.#model = model;
    this.#store = store;
    this.#clock = clock;
  }

  /** What is wrong with a room's name as `{name, values}` of a text; null if it can be joined. */
  doubt(room) {
    if (room.startsWith("~")) {
      return { name: "room.server" };
    }
    if (isRoom(room)) {
      return null;
    }
    if (room.length > 164) {
      return { name: "room.long" };
    }
    const near = roomLike(room);
    return near ? { name: "room.suggest", values: { room: near } } : { name: "room.invalid" };
  }

  /** Be in a room and look at it. */
  open(room) {
    this.#keep(room);
    this.#model.dispatch({ type: "open", room });
    this.#store.active = room;
  }

  /** Be in the rooms this device remembers. */
  restore(rooms) {
    for (const room of rooms) {
      this.#keep(room);
    }
  }

  leave(room) {
    this.#client.leave(room);
    this.#store.rooms = this.#store.rooms.filter((one) => one !== room);
    this.#model.dispatch({ type: "left", room });
    this.hide(room);
    this.#store.active = this.#model.state.active;
  }

  /** Do not show a room any more that the person is not in. */
  hide(room) {
    this.#store.hidden = [...this.#store.hidden.filter((one) => one !== room), room];
    this.#model.dispatch({ type: "dropped", room });
  }

  say(text) {
    const { room } = this.#model;
    const said = clean(text);
    if (!room || said.trim() === "") {
      return;
    }
    this.#client.say(room.id, said, { reply_to: room.reply?.seq });
    this.#model.dispatch({ type: "reply", room: room.id, entry: null });
    this.#typedAt = -Infinity;
    this.dispatchEvent(new CustomEvent("said"));
  }

  again(key) {
    this.#client.sayAgain(this.#model.state.active, key);
  }

  discard(key) {
    this.#client.unsay(this.#model.state.active, key);
  }

  /** Tell the room that something is being typed; as often as one likes. */
  typing() {
    const now = this.#clock.now();
    const { room } = this.#model;
    if (!room?.joined || now - this.#typedAt < TYPING || this.#model.state.link.state !== "online") {
      return;
    }
    this.#typedAt = now;
    this.#client.signal(room.id, "typing").catch(({ retryAfter = 4 * TYPING }) => {
      this.#typedAt = now + retryAfter;
    });
  }

  /** Take back what could not be sent, to be written anew. */
  mend(key) {
    const { room } = this.#model;
    const item = this.#client.outbox(room.id).find((one) => one.key === key);
    if (item && this.#client.unsay(room.id, key)) {
      const entry = room.entries.find(({ seq }) => item.reply_to != null && seq === item.reply_to);
      this.#model.dispatch({ type: "reply", room: room.id, entry: entry ?? null });
      this.dispatchEvent(new CustomEvent("mend", { detail: { room: room.id, text: item.text } }));
    }
  }

  reply(entry) {
    this.#model.dispatch({ type: "reply", room: this.#model.state.active, entry });
  }

  /** Try a lost connection again now, also one that was not to come back by itself. */
  reconnect() {
    this.#client.retry();
    this.#client.connect();
  }

  notice(name, values = {}) {
    const { code, message } = values.error ?? {};
    const words = JSON.stringify([name, values, code, message]);
    const now = this.#clock.now();
    if (words === this.#noticed.words && now - this.#noticed.at < STILL) {
      return;
    }
    this.#noticed = { words, at: now };
    this.dispatchEvent(new CustomEvent("notice", { detail: { name, values } }));
  }

  /** Say for a moment why something was refused. */
  refused(error) {
    this.notice(`error.${error.code}`, { error });
  }

  #keep(room) {
    this.#model.dispatch({ type: "enter", room });
    if (this.#client.joined.includes(room)) {
      return;
    }
    this.#store.rooms = [...this.#store.rooms.filter((one) => one !== room), room];
    this.#store.hidden = this.#store.hidden.filter((one) => one !== room);
    const unsent = this.#store.unsent(room);
    const since = this.#store.seen(room) ?? undefined;
    this.#client.join(room, { since, far: FAR }).catch(() => {});
    for (const { text, error, ...how } of unsent) {
      this.#client.say(room, text, { ...how, error: error && new ChatError(error.code, error.message, error) });
    }
  }
}

import { ChatError } from "../chatd/errors.js";
import { clean, isRoomId, suggestRoomId } from "../text/text.js";

const TYPING_INTERVAL = 3000;
// The same toast is not shown again within this time.
const SAME_TOAST_WITHIN = 3000;
// A person who has missed more starts at the end of the room, with a button to the first unread message.
const MAX_REPLAY = 500;

/**
 * What a person does in rooms: open, leave, say, reply, retry.
 *
 * Events: `toast` (detail: `name` and `values` of a text), `said` (a message was just sent) and `restored` (detail:
 * `room` and `text`; an unsent message goes back into the composer).
 */
export class RoomActions extends EventTarget {
  #client;
  #store;
  #storage;
  #clock;
  #typedAt = -Infinity;
  #lastToast = { words: "", at: -Infinity };

  constructor({ client, store, storage, clock }) {
    super();
    this.#client = client;
    this.#store = store;
    this.#storage = storage;
    this.#clock = clock;
  }

  /** What is wrong with a room's id as `{name, values}` of a text; null if it can be joined. */
  roomNameProblem(room) {
    if (room.startsWith("~")) {
      return { name: "room.server" };
    }
    if (isRoomId(room)) {
      return null;
    }
    if (room.length > 164) {
      return { name: "room.long" };
    }
    const near = suggestRoomId(room);
    return near ? { name: "room.suggest", values: { room: near } } : { name: "room.invalid" };
  }

  /** Join a room and show it. */
  open(room) {
    this.#join(room);
    this.#store.dispatch({ type: "roomOpened", room });
    this.#storage.active = room;
  }

  /** Join several rooms without showing them. */
  joinAll(rooms) {
    for (const room of rooms) {
      this.#join(room);
    }
  }

  leave(room) {
    this.#client.leave(room);
    this.#storage.rooms = this.#storage.rooms.filter((one) => one !== room);
    this.#store.dispatch({ type: "roomLeft", room });
    this.hide(room);
    this.#storage.active = this.#store.state.active;
  }

  /** Do not list a room that the person is not in any more. */
  hide(room) {
    this.#storage.hidden = [...this.#storage.hidden.filter((one) => one !== room), room];
    this.#store.dispatch({ type: "roomUnlisted", room });
  }

  say(text) {
    const { room } = this.#store;
    const said = clean(text);
    if (!room || said.trim() === "") {
      return;
    }
    this.#client.say(room.id, said, { reply_to: room.reply?.seq });
    this.#store.dispatch({ type: "replyChanged", room: room.id, entry: null });
    this.#typedAt = -Infinity;
    this.dispatchEvent(new CustomEvent("said"));
  }

  resend(key) {
    this.#client.sayAgain(this.#store.state.active, key);
  }

  discard(key) {
    this.#client.unsay(this.#store.state.active, key);
  }

  /** Send that the person is typing; limited in rate, may be called often. */
  sendTyping() {
    const now = this.#clock.now();
    const { room } = this.#store;
    if (!room?.joined || now - this.#typedAt < TYPING_INTERVAL || this.#store.state.connection.state !== "online") {
      return;
    }
    this.#typedAt = now;
    this.#client.signal(room.id, "typing").catch(({ retryAfter = 4 * TYPING_INTERVAL }) => {
      this.#typedAt = now + retryAfter;
    });
  }

  /** Take an unsent message back into the composer. */
  editUnsent(key) {
    const { room } = this.#store;
    const item = this.#client.outbox(room.id).find((one) => one.key === key);
    if (item && this.#client.unsay(room.id, key)) {
      const entry = room.entries.find(({ seq }) => item.reply_to != null && seq === item.reply_to);
      this.#store.dispatch({ type: "replyChanged", room: room.id, entry: entry ?? null });
      this.dispatchEvent(new CustomEvent("restored", { detail: { room: room.id, text: item.text } }));
    }
  }

  reply(entry) {
    this.#store.dispatch({ type: "replyChanged", room: this.#store.state.active, entry });
  }

  /** Connect now, also after an error that ends the reconnecting. */
  reconnect() {
    this.#client.retry();
    this.#client.connect();
  }

  showToast(name, values = {}) {
    const { code, message } = values.error ?? {};
    const words = JSON.stringify([name, values, code, message]);
    const now = this.#clock.now();
    if (words === this.#lastToast.words && now - this.#lastToast.at < SAME_TOAST_WITHIN) {
      return;
    }
    this.#lastToast = { words, at: now };
    this.dispatchEvent(new CustomEvent("toast", { detail: { name, values } }));
  }

  /** Show why something was refused. */
  showError(error) {
    this.showToast(`error.${error.code}`, { error });
  }

  #join(room) {
    this.#store.dispatch({ type: "roomAdded", room });
    if (this.#client.joined.includes(room)) {
      return;
    }
    this.#storage.rooms = [...this.#storage.rooms.filter((one) => one !== room), room];
    this.#storage.hidden = this.#storage.hidden.filter((one) => one !== room);
    const unsent = this.#storage.unsent(room);
    const since = this.#storage.seen(room) ?? undefined;
    this.#client.join(room, { since, far: MAX_REPLAY }).catch(() => {});
    for (const { text, error, ...options } of unsent) {
      this.#client.say(room, text, { ...options, error: error && new ChatError(error.code, error.message, error) });
    }
  }
}

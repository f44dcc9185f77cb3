import { clean, isRoom, length, roomLike } from "./text.js";

const PAGE = 50;
const NEAR = 300;
const TYPING = 3000;

/**
 * What a person can do, in the words of the page: each reads the model and asks the client.
 *
 * Events: `notice` (detail: `name` and `values` of a text to show for a moment) and `said` (something was just said).
 */
export class Intents extends EventTarget {
  #client;
  #model;
  #store;
  #clock;
  #typedAt = -Infinity;
  #queue = Promise.resolve();

  constructor({ client, model, store, clock }) {
    super();
    this.#client = client;
    this.#model = model;
    this.#store = store;
    this.#clock = clock;
  }

  /** Come in under a name.  What is wrong with it as `{name, values}` of a text, or null. */
  enter(name) {
    const wished = clean(name).trim();
    const limit = this.#model.state.limits.name ?? 32;
    if (wished === "") {
      return { name: "name.empty" };
    }
    if (length(wished) > limit) {
      return { name: "name.long", values: { limit } };
    }
    this.#store.name = wished;
    this.#client.connect();
    return null;
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
    this.#store.active = this.#model.state.active;
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
    if (room.to < room.head) {
      this.latest();
    }
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

  reply(entry) {
    this.#model.dispatch({ type: "reply", room: this.#model.state.active, entry });
  }

  revise(entry) {
    this.#model.dispatch({ type: "editing", room: this.#model.state.active, entry });
  }

  async edit(seq, text) {
    const room = this.#model.state.active;
    this.#model.dispatch({ type: "editing", room, entry: null });
    await this.#tried(this.#client.edit(room, seq, clean(text)), "edit");
  }

  async remove(seq) {
    await this.#tried(this.#client.delete(this.#model.state.active, seq), "delete");
  }

  async rename(name) {
    const renamed = await this.#tried(this.#client.rename(clean(name).trim()));
    if (renamed) {
      this.notice("me.renamed", { name: renamed.name });
    }
  }

  /** Load a page of what came before. */
  older() {
    const { room } = this.#model;
    if (room?.older && room.loading === null) {
      this.#load(room.id, "older", { before: room.from });
    }
  }

  /** Load a page of what comes after, when the person looks at an older part. */
  newer() {
    const { room } = this.#model;
    if (room && room.to < room.head && room.loading === null) {
      this.#load(room.id, "newer", { after: room.to });
    }
  }

  /** Look at the end of the room. */
  async latest() {
    const { room } = this.#model;
    if (room && room.to < room.head) {
      const page = await this.#tried(this.#client.history(room.id, { before: room.head + 1, limit: PAGE }));
      if (page) {
        this.#model.dispatch({ type: "moved", room: room.id, page });
      }
    }
    this.#model.dispatch({ type: "target", room: room?.id, seq: null });
  }

  /** Look at one message, wherever in the log it is. */
  jump(room, seq) {
    this.#queue = this.#queue.then(() => this.#jump(room, seq)).catch(() => {});
    return this.#queue;
  }

  search(text, before) {
    return this.#client.search(this.#model.state.active, text, { before });
  }

  /** Try a lost connection again now. */
  reconnect() {
    this.#client.retry();
  }

  /** Forget who one is on this device. */
  forget() {
    this.#client.disconnect();
    this.#store.forget();
  }

  notice(name, values = {}) {
    this.dispatchEvent(new CustomEvent("notice", { detail: { name, values } }));
  }

  #keep(room) {
    this.#model.dispatch({ type: "enter", room });
    if (this.#client.joined.includes(room)) {
      return;
    }
    this.#store.rooms = [...this.#store.rooms.filter((one) => one !== room), room];
    const unsent = this.#store.unsent(room);
    this.#client.join(room).catch(() => {});
    for (const { text, ...how } of unsent) {
      this.#client.say(room, text, how);
    }
  }

  async #load(room, what, from) {
    this.#model.dispatch({ type: "loading", room, what });
    try {
      const page = await this.#client.history(room, { ...from, limit: PAGE });
      this.#model.dispatch({ type: what, room, page });
    } catch {
      this.#model.dispatch({ type: "loading", room, what: "failed" });
      this.#clock.after(TYPING, () => this.#model.dispatch({ type: "loading", room, what: null }));
    }
  }

  async #jump(id, seq) {
    this.open(id);
    await this.#client.join(id);
    const { rooms } = this.#model.state;
    const room = rooms[id];
    if (seq > room.head) {
      this.notice("gone");
      return;
    }
    if (seq < room.from && room.from - seq > NEAR) {
      const page = await this.#client.history(id, { before: seq + PAGE / 2, limit: PAGE });
      this.#model.dispatch({ type: "moved", room: id, page });
    }
    while (seq < this.#model.state.rooms[id].from && this.#model.state.rooms[id].older) {
      const page = await this.#client.history(id, { before: this.#model.state.rooms[id].from, limit: PAGE });
      this.#model.dispatch({ type: "older", room: id, page });
    }
    const found = this.#model.state.rooms[id].entries.some((entry) => entry.seq === seq);
    if (found) {
      this.#model.dispatch({ type: "target", room: id, seq });
    } else {
      this.notice("gone");
    }
  }

  async #tried(promise, what = null) {
    try {
      return await promise;
    } catch (error) {
      if (what !== null && error.code === "unknown_type") {
        this.#model.dispatch({ type: "unable", what });
      }
      this.notice(`error.${error.code}`, { error });
      return null;
    }
  }
}

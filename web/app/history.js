import { findMessage } from "../store/message_updates.js";

const PAGE = 50;
// A message further away is shown on a page of its own, without loading everything between.
const MAX_SCROLL_BACK = 100;
const PART_SIZE = 10;
const FRAME = 20;
const RETRY_AFTER = 3000;
const ORIGINAL_INTERVAL = 100;
// At most so many originals are requested at a time.
const MAX_WAITING = 50;

/** Navigation in a room's log: earlier and later pages, jumps to a message, originals of replies. */
export class RoomHistory {
  #client;
  #store;
  #roomActions;
  #clock;
  #onAuthors;
  #jumps = Promise.resolve();
  #queue = Promise.resolve();
  #requested = new Map();
  #waitingCount = 0;

  /** `onAuthors` is called with the authors of loaded messages. */
  constructor({ client, store, roomActions, clock, onAuthors = () => {} }) {
    this.#client = client;
    this.#store = store;
    this.#roomActions = roomActions;
    this.#clock = clock;
    this.#onAuthors = onAuthors;
    client.addEventListener("joined", ({ detail }) => this.#loadOriginals(detail.room));
    client.addEventListener("entries", ({ detail }) => this.#loadOriginals(detail.room));
  }

  /** Load the page before the held messages. */
  loadOlder() {
    const { room } = this.#store;
    if (room?.older && room.loading === null) {
      this.#load(room.id, "older", { before: room.from });
    }
  }

  /** Load the page after the held messages, if the end is not held. */
  loadNewer() {
    const { room } = this.#store;
    if (room && room.to < room.head && room.loading === null) {
      this.#load(room.id, "newer", { after: room.to });
    }
  }

  /** Go to the end of the room. */
  async goToEnd() {
    const { room } = this.#store;
    if (room && room.to < room.head) {
      await this.#showErrors(this.#loadWindow(room.id, { before: room.head + 1 }, null));
    }
    this.#store.dispatch({ type: "targetChanged", room: room?.id, seq: null });
  }

  /** Go to the first unread message. */
  async goToUnread() {
    const { room } = this.#store;
    if (room?.divider == null) {
      return;
    }
    const first = room.divider + 1;
    if (first >= room.from && first <= room.to) {
      this.#store.dispatch({ type: "targetChanged", room: room.id, seq: "divider" });
    } else {
      await this.#showErrors(this.#toDivider(room.id, first));
    }
  }

  /** Go to a message, wherever in the log it is. */
  jump(room, seq) {
    this.#jumps = this.#jumps.then(() => this.#showErrors(this.#jump(room, seq)));
    return this.#jumps;
  }

  /** Load the message that another one replies to, to be quoted. May be called often. Promises that it was tried. */
  loadOriginal(id, seq) {
    const room = this.#store.state.rooms[id];
    const name = `${id}/${room?.epoch}/${seq}`;
    const pending = this.#requested.get(name);
    if (pending || !room?.joined || this.#waitingCount >= MAX_WAITING) {
      return pending ?? Promise.resolve();
    }
    this.#waitingCount += 1;
    const work = this.#queue.then(() => this.#fetchOriginal(id, seq));
    const done = () => this.#requested.delete(name);
    const finished = work.then(done, done);
    this.#requested.set(name, finished);
    // A screen full of replies must not exceed the rate limit of commands.
    const pause = () => new Promise((resolve) => this.#clock.after(ORIGINAL_INTERVAL, resolve));
    this.#queue = finished.then(() => (this.#waitingCount -= 1)).then(pause);
    return finished;
  }

  async #fetch(room, from) {
    const page = await this.#client.history(room, from);
    this.#onAuthors(page.events.map(({ user }) => user));
    return page;
  }

  async #load(room, direction, from) {
    this.#store.dispatch({ type: "historyLoading", room, loading: direction });
    try {
      const page = await this.#fetch(room, { ...from, limit: PAGE });
      this.#addParts(room, direction, splitPage(direction, page, from));
    } catch {
      this.#store.dispatch({ type: "historyLoading", room, loading: "failed" });
      this.#clock.after(RETRY_AFTER, () => this.#store.dispatch({ type: "historyLoading", room, loading: null }));
    }
  }

  // One part per frame: a whole page at once would interrupt scrolling.
  #addParts(room, direction, [part, ...rest]) {
    this.#store.dispatch({ type: `${direction}Loaded`, room, ...part });
    if (rest.length > 0) {
      this.#clock.after(FRAME, () => this.#addParts(room, direction, rest));
    }
  }

  async #loadWindow(room, from, target) {
    const page = await this.#fetch(room, { ...from, limit: PAGE });
    this.#store.dispatch({ type: "windowReplaced", room, page, target });
  }

  async #showErrors(work) {
    try {
      await work;
    } catch (error) {
      this.#roomActions.showError(error);
    }
  }

  async #jump(id, seq) {
    this.#roomActions.open(id);
    try {
      await this.#client.join(id);
    } catch {
      // The client's event has shown the error already.
      return;
    }
    const room = () => this.#store.state.rooms[id];
    if (seq > room().head || seq < room().first) {
      this.#roomActions.showToast("gone");
      return;
    }
    if (seq > room().to || room().from - seq > MAX_SCROLL_BACK) {
      await this.#loadWindow(id, { before: seq + PAGE / 2 }, null);
    }
    await this.#loadBackTo(id, seq);
    if (room().entries.some((entry) => entry.seq === seq)) {
      this.#store.dispatch({ type: "targetChanged", room: id, seq });
    } else {
      this.#roomActions.showToast("gone");
    }
  }

  // A page may hold fewer messages than requested: then the first unread one is not in it yet.
  async #toDivider(id, first) {
    await this.#loadWindow(id, { before: first + PAGE / 2 }, "divider");
    if (first < this.#store.state.rooms[id].from) {
      await this.#loadBackTo(id, first);
      this.#store.dispatch({ type: "targetChanged", room: id, seq: "divider" });
    }
  }

  // Load earlier pages up to a message.
  async #loadBackTo(id, seq) {
    const room = () => this.#store.state.rooms[id];
    while (seq < room().from && room().older) {
      const before = room().from;
      const page = await this.#fetch(id, { before, limit: PAGE });
      this.#store.dispatch({ type: "olderLoaded", room: id, page, before });
    }
  }

  async #fetchOriginal(id, seq) {
    const { events } = await this.#fetch(id, { before: seq + 1, limit: 1 });
    const entry = events.find((event) => event.seq === seq && event.type === "message") ?? null;
    this.#store.dispatch({ type: "originalLoaded", room: id, seq, entry });
  }

  // Whether an unread reply is a mention is only known with its original.
  async #loadOriginals(id) {
    // After the store's own handler of this event.
    await null;
    const room = this.#store.state.rooms[id];
    const unread = room?.unread > 0 ? room.entries.slice(-MAX_WAITING) : [];
    for (const { seq, reply_to: original } of unread) {
      if (original != null && seq > room.seen && findMessage(room, original) === undefined) {
        this.loadOriginal(id, original);
      }
    }
  }
}

// Split a page, `{page, before}` or `{page, after}` each; the part next to what is held comes first.
function splitPage(direction, { events, more, ...page }, from) {
  const parts = [];
  const older = direction === "older";
  let rest = events;
  let at = from;
  do {
    const part = older ? rest.slice(-PART_SIZE) : rest.slice(0, PART_SIZE);
    rest = older ? rest.slice(0, -PART_SIZE) : rest.slice(PART_SIZE);
    const last = rest.length === 0;
    const loading = last ? null : direction;
    parts.push({ page: { ...page, events: part, more: more || !last, loading }, ...at });
    at = older ? { before: part[0]?.seq } : { after: part.at(-1)?.seq };
  } while (rest.length > 0);
  return parts;
}

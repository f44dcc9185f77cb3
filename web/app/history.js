import { messageAt } from "../store/message_updates.js";

const PAGE = 50;
// What is further away is a page of its own and not the way there.
const FAR = 100;
const PART = 25;
const FRAME = 20;
const REST = 3000;
const PACE = 100;
// As many originals are waited for at most: whoever is answered more often is not told of each.
const MOST = 50;

/**
 * The way through what was said: pages before and after, jumps to one message, the originals of answers.
 */
export class Journey {
  #client;
  #model;
  #intents;
  #clock;
  #jumps = Promise.resolve();
  #fetches = Promise.resolve();
  #wanted = new Map();
  #waiting = 0;

  constructor({ client, model, intents, clock }) {
    this.#client = client;
    this.#model = model;
    this.#intents = intents;
    this.#clock = clock;
    client.addEventListener("joined", ({ detail }) => this.#answered(detail.room));
    client.addEventListener("entries", ({ detail }) => this.#answered(detail.room));
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
      await this.#told(this.#move(room.id, { before: room.head + 1 }, null));
    }
    this.#model.dispatch({ type: "target", room: room?.id, seq: null });
  }

  /** Look at the first message that was not read. */
  async unread() {
    const { room } = this.#model;
    if (room?.divider == null) {
      return;
    }
    const first = room.divider + 1;
    if (first >= room.from && first <= room.to) {
      this.#model.dispatch({ type: "target", room: room.id, seq: "divider" });
    } else {
      await this.#told(this.#toDivider(room.id, first));
    }
  }

  /** Look at one message, wherever in the log it is. */
  jump(room, seq) {
    this.#jumps = this.#jumps.then(() => this.#told(this.#jump(room, seq)));
    return this.#jumps;
  }

  /** Fetch a message that another one answers, to be quoted; as often as one likes.  Promises that it was tried. */
  original(id, seq) {
    const room = this.#model.state.rooms[id];
    const name = `${id}/${room?.epoch}/${seq}`;
    const asked = this.#wanted.get(name);
    if (asked || !room?.joined || this.#waiting >= MOST) {
      return asked ?? Promise.resolve();
    }
    this.#waiting += 1;
    const work = this.#fetches.then(() => this.#fetch(id, seq));
    const done = () => this.#wanted.delete(name);
    const told = work.then(done, done);
    this.#wanted.set(name, told);
    // A screen full of answers is no reason to overspend the budget for commands.
    const pause = () => new Promise((resolve) => this.#clock.after(PACE, resolve));
    this.#fetches = told.then(() => (this.#waiting -= 1)).then(pause);
    return told;
  }

  async #load(room, what, from) {
    this.#model.dispatch({ type: "loading", room, what });
    try {
      const page = await this.#client.history(room, { ...from, limit: PAGE });
      this.#hand(room, what, partsOf(what, page, from));
    } catch {
      this.#model.dispatch({ type: "loading", room, what: "failed" });
      this.#clock.after(REST, () => this.#model.dispatch({ type: "loading", room, what: null }));
    }
  }

  // One part for each frame: a whole page at once would make the scrolling halt.
  #hand(room, what, [part, ...rest]) {
    this.#model.dispatch({ type: what, room, ...part });
    if (rest.length > 0) {
      this.#clock.after(FRAME, () => this.#hand(room, what, rest));
    }
  }

  async #move(room, from, target) {
    const page = await this.#client.history(room, { ...from, limit: PAGE });
    this.#model.dispatch({ type: "moved", room, page, target });
  }

  async #told(work) {
    try {
      await work;
    } catch (error) {
      this.#intents.refused(error);
    }
  }

  async #jump(id, seq) {
    this.#intents.open(id);
    try {
      await this.#client.join(id);
    } catch {
      // Whoever listens to the client has told why.
      return;
    }
    const room = () => this.#model.state.rooms[id];
    if (seq > room().head || seq < room().first) {
      this.#intents.notice("gone");
      return;
    }
    if (seq > room().to || room().from - seq > FAR) {
      await this.#move(id, { before: seq + PAGE / 2 }, null);
    }
    await this.#back(id, seq);
    if (room().entries.some((entry) => entry.seq === seq)) {
      this.#model.dispatch({ type: "target", room: id, seq });
    } else {
      this.#intents.notice("gone");
    }
  }

  // A page may hold fewer than were asked for: then the first that was not read is not in it yet.
  async #toDivider(id, first) {
    await this.#move(id, { before: first + PAGE / 2 }, "divider");
    if (first < this.#model.state.rooms[id].from) {
      await this.#back(id, first);
      this.#model.dispatch({ type: "target", room: id, seq: "divider" });
    }
  }

  // Load what came before, as far as one message.
  async #back(id, seq) {
    const room = () => this.#model.state.rooms[id];
    while (seq < room().from && room().older) {
      const before = room().from;
      const page = await this.#client.history(id, { before, limit: PAGE });
      this.#model.dispatch({ type: "older", room: id, page, before });
    }
  }

  async #fetch(id, seq) {
    const { events } = await this.#client.history(id, { before: seq + 1, limit: 1 });
    const entry = events.find((event) => event.seq === seq && event.type === "message") ?? null;
    this.#model.dispatch({ type: "quote", room: id, seq, entry });
  }

  // Whom an unread message answers is known with what it answers.
  async #answered(id) {
    // The model is told of the same event.
    await null;
    const room = this.#model.state.rooms[id];
    const unread = room?.unread > 0 ? room.entries.slice(-MOST) : [];
    for (const { seq, reply_to: original } of unread) {
      if (original != null && seq > room.seen && messageAt(room, original) === undefined) {
        this.original(id, original);
      }
    }
  }
}

// A page in parts, `{page, before}` or `{page, after}` each: the one next to what is held comes first.
function partsOf(what, { events, more, ...page }, from) {
  const parts = [];
  const older = what === "older";
  let rest = events;
  let at = from;
  do {
    const part = older ? rest.slice(-PART) : rest.slice(0, PART);
    rest = older ? rest.slice(0, -PART) : rest.slice(PART);
    const last = rest.length === 0;
    const loading = last ? null : what;
    parts.push({ page: { ...page, events: part, more: more || !last, loading }, ...at });
    at = older ? { before: part[0]?.seq } : { after: part.at(-1)?.seq };
  } while (rest.length > 0);
  return parts;
}

import { clean } from "../text/text.js";

const PAUSE = 250;
const PAGE = 20;
const LOST = new Set(["disconnected", "offline"]);

/**
 * Searching in the open room.  What was asked and found is in the room's `search`.
 *
 * One question is under way at a time, and only the answer to the newest one counts.
 */
export class Finding {
  #client;
  #model;
  #clock;
  #calm = () => {};
  // Which question is the newest; whether one is under way, and what is asked after it.
  #turn = 0;
  #busy = false;
  #next = null;

  constructor({ client, model, clock }) {
    this.#client = client;
    this.#model = model;
    this.#clock = clock;
    client.addEventListener("joined", ({ detail }) => this.#resume(detail));
  }

  open() {
    this.#dispatch(this.#model.state.active, "searching", { open: true });
  }

  close() {
    this.#turn += 1;
    this.#calm();
    this.#dispatch(this.#model.state.active, "searching", { open: false });
  }

  /** Look for messages that hold all these words; as often as a key is pressed. */
  ask(words, { now = false } = {}) {
    const { room } = this.#model;
    const text = asked(words);
    if (!room?.search || (text === room.search.text && !now)) {
      return;
    }
    this.#turn += 1;
    this.#calm();
    this.#dispatch(room.id, "asked", { text });
    if (text !== "") {
      const question = { turn: this.#turn, room: room.id, text };
      this.#calm = this.#clock.after(now ? 0 : PAUSE, () => this.#seek(question));
    }
  }

  /** A page of what was said before the last one found. */
  more() {
    const { id, search } = this.#model.room;
    const last = search.results.at(-1);
    if (last && search.more && search.state !== "busy") {
      this.#turn += 1;
      this.#dispatch(id, "asked", { text: search.text });
      this.#seek({ turn: this.#turn, room: id, text: search.text, before: last.seq });
    }
  }

  async #seek(question) {
    if (this.#busy) {
      this.#next = question;
      return;
    }
    this.#busy = true;
    await this.#try(question);
    this.#busy = false;
    const next = this.#next;
    this.#next = null;
    if (next && next.turn === this.#turn) {
      this.#seek(next);
    }
  }

  async #try(question) {
    const { turn, room, text, before } = question;
    try {
      const page = await this.#client.search(room, text, { before, limit: PAGE });
      if (turn === this.#turn) {
        this.#dispatch(room, "found", { text, page, further: before !== undefined });
      }
    } catch (error) {
      if (turn === this.#turn && error.passing) {
        this.#calm = this.#clock.after(error.retryAfter ?? 1000, () => this.#seek(question));
      } else if (turn === this.#turn) {
        this.#dispatch(room, "notFound", { text, error });
      }
    }
  }

  // What failed for want of a connection is asked again with the next one.
  #resume({ room }) {
    const search = this.#model.state.rooms[room]?.search;
    if (search?.state === "failed" && LOST.has(search.error.code)) {
      this.ask(search.text, { now: true });
    }
  }

  #dispatch(room, type, more) {
    this.#model.dispatch({ type, room, ...more });
  }
}

// A space after the last word says that it is whole, and so it counts.
function asked(words) {
  const text = clean(words).trim();
  return text !== "" && /\s$/.test(words) ? `${text} ` : text;
}

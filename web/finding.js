import { clean } from "./text.js";

const PAUSE = 250;
const PAGE = 20;

/**
 * Searching in the open room.  What was asked and found is in the room's `search`.
 */
export class Finding {
  #client;
  #model;
  #clock;
  #calm = () => {};

  constructor({ client, model, clock }) {
    this.#client = client;
    this.#model = model;
    this.#clock = clock;
  }

  open() {
    this.#dispatch(this.#model.state.active, "searching", { open: true });
  }

  close() {
    this.#calm();
    this.#dispatch(this.#model.state.active, "searching", { open: false });
  }

  /** Look for messages that hold all these words; as often as a key is pressed. */
  ask(words, { now = false } = {}) {
    const { room } = this.#model;
    const text = clean(words).trim();
    if (!room?.search || (text === room.search.text && !now)) {
      return;
    }
    this.#calm();
    this.#dispatch(room.id, "asked", { text });
    if (text !== "") {
      this.#calm = this.#clock.after(now ? 0 : PAUSE, () => this.#seek(room.id, text));
    }
  }

  /** A page of what was said before the last one found. */
  more() {
    const { id, search } = this.#model.room;
    const last = search.results.at(-1);
    if (last && search.more && search.state !== "busy") {
      this.#dispatch(id, "asked", { text: search.text });
      this.#seek(id, search.text, last.seq);
    }
  }

  async #seek(room, text, before) {
    try {
      const page = await this.#client.search(room, text, { before, limit: PAGE });
      this.#dispatch(room, "found", { text, page, further: before !== undefined });
    } catch (error) {
      if (error.passing) {
        this.#calm();
        this.#calm = this.#clock.after(error.retryAfter ?? 1000, () => this.#seek(room, text, before));
      } else {
        this.#dispatch(room, "notFound", { text, error });
      }
    }
  }

  #dispatch(room, type, more) {
    this.#model.dispatch({ type, room, ...more });
  }
}

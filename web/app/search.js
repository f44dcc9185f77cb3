import { clean } from "../text/text.js";

const TYPING_PAUSE = 250;
const PAGE = 20;
const CONNECTION_ERRORS = new Set(["disconnected", "offline"]);

/**
 * The search in the open room. Query and results are in the room's `search`.
 *
 * One request runs at a time, and only the answer to the latest one counts.
 */
export class MessageSearch {
  #client;
  #store;
  #clock;
  #onAuthors;
  #cancelTimer = () => {};
  // Id of the latest request; whether one is running, and the one to run after it.
  #requestId = 0;
  #busy = false;
  #queued = null;

  /** `onAuthors` is called with the authors of loaded messages. */
  constructor({ client, store, clock, onAuthors = () => {} }) {
    this.#client = client;
    this.#store = store;
    this.#clock = clock;
    this.#onAuthors = onAuthors;
    client.addEventListener("joined", ({ detail }) => this.#retryAfterJoin(detail));
  }

  open() {
    this.#dispatch(this.#store.state.active, "searchToggled", { open: true });
  }

  close() {
    this.#requestId += 1;
    this.#cancelTimer();
    this.#dispatch(this.#store.state.active, "searchToggled", { open: false });
  }

  /** Search for messages that contain all these words; may be called on each key press. */
  query(words, { now = false } = {}) {
    const { room } = this.#store;
    const text = normalizeQuery(words);
    if (!room?.search || (text === room.search.text && !now)) {
      return;
    }
    this.#requestId += 1;
    this.#cancelTimer();
    this.#dispatch(room.id, "searchStarted", { text });
    if (text !== "") {
      const question = { turn: this.#requestId, room: room.id, text };
      this.#cancelTimer = this.#clock.after(now ? 0 : TYPING_PAUSE, () => this.#run(question));
    }
  }

  /** Load the next page of results. */
  loadMore() {
    const { id, search } = this.#store.room;
    const last = search.results.at(-1);
    if (last && search.more && search.state !== "busy") {
      this.#requestId += 1;
      this.#dispatch(id, "searchStarted", { text: search.text });
      this.#run({ turn: this.#requestId, room: id, text: search.text, before: last.seq });
    }
  }

  async #run(question) {
    if (this.#busy) {
      this.#queued = question;
      return;
    }
    this.#busy = true;
    await this.#fetch(question);
    this.#busy = false;
    const next = this.#queued;
    this.#queued = null;
    if (next && next.turn === this.#requestId) {
      this.#run(next);
    }
  }

  async #fetch(question) {
    const { turn, room, text, before } = question;
    try {
      const page = await this.#client.search(room, text, { before, limit: PAGE });
      if (turn === this.#requestId) {
        this.#onAuthors(page.events.map(({ user }) => user));
        this.#dispatch(room, "searchResultsLoaded", { text, page, further: before !== undefined });
      }
    } catch (error) {
      if (turn === this.#requestId && error.passing) {
        this.#cancelTimer = this.#clock.after(error.retryAfter ?? 1000, () => this.#run(question));
      } else if (turn === this.#requestId) {
        this.#dispatch(room, "searchFailed", { text, error });
      }
    }
  }

  // A search that failed for lack of a connection is repeated on the next one.
  #retryAfterJoin({ room }) {
    const search = this.#store.state.rooms[room]?.search;
    if (search?.state === "failed" && CONNECTION_ERRORS.has(search.error.code)) {
      this.query(search.text, { now: true });
    }
  }

  #dispatch(room, type, more) {
    this.#store.dispatch({ type, room, ...more });
  }
}

// A space after the last word means that it is complete: it is part of the query.
function normalizeQuery(words) {
  const text = clean(words).trim();
  return text !== "" && /\s$/.test(words) ? `${text} ` : text;
}

import { isRoomId } from "../text/text.js";

const MODES = ["full", "read-only", "count"];
const THEMES = ["auto", "light", "dark"];
const TOKEN_TIMEOUT = 20_000;

/**
 * The page around this one, if it is in a frame (`/embed`): what it wants, its tokens, and what it is told.
 *
 * Messages are taken from the window around this one only, and only if its origin is one of those that may have the
 * chat in a frame; they are sent to that origin only. The first one, `ready`, says nothing and goes to any.
 */
export class Embedding {
  #window;
  #clock;
  #ancestors;
  #hostOrigin = null;
  #hostAddress = null;
  #hello;
  #waiting = new Map();
  #lastId = 0;
  #told = "";

  /** `search` is the query of the page's address; `ancestors` are the origins that may have the page in a frame. */
  constructor({ window, clock, search, ancestors, problem = null }) {
    this.#window = window;
    this.#clock = clock;
    this.#ancestors = ancestors;
    const wanted = new URLSearchParams(search);
    const one = (name, known) => (known.includes(wanted.get(name)) ? wanted.get(name) : known[0]);
    const room = wanted.get("room") ?? "lobby";
    this.room = isRoomId(room) ? room : null;
    this.theme = one("theme", THEMES);
    this.mode = one("mode", MODES);
    /** Whether the page around this one has tokens of its site's login. */
    this.hasTokens = wanted.get("token") === "1";
    this.#hello = new Promise((resolve) => {
      window.addEventListener("message", (event) => this.#receive(event, resolve));
    });
    window.parent.postMessage({ chatd: "ready" }, "*");
    if (problem !== null) {
      this.report(problem);
    }
    if (this.room === null) {
      this.report(`data-room: ${JSON.stringify(room.slice(0, 100))}: this cannot be the name of a room`);
    }
  }

  get readOnly() {
    return this.mode !== "full";
  }

  /** The address of the page around this one, once it has said it; else that of its site. */
  get hostAddress() {
    return this.#hostAddress ?? this.#hostOrigin ?? "";
  }

  /** Promises a new token of the site's login, or null if nobody is signed in there; rejected with what went wrong. */
  async token() {
    await this.#hello;
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      const cancel = this.#clock.after(TOKEN_TIMEOUT, () => {
        this.#waiting.delete(id);
        reject(new Error("data-token-url: the page around the chat has not answered"));
      });
      this.#waiting.set(id, { resolve, reject, cancel });
      this.#send({ chatd: "token", id });
    });
  }

  /** Tell the page around this one how much is unread, and how many people are here. */
  tellUnread({ unread, mentions, online }) {
    const message = { chatd: "unread", room: this.room, unread, mentions, online };
    const text = JSON.stringify(message);
    if (text !== this.#told && this.#hostOrigin !== null) {
      this.#told = text;
      this.#send(message);
    }
  }

  /** Let the console of the page around this one name a problem. */
  async report(text) {
    await this.#hello;
    this.#send({ chatd: "problem", text });
  }

  #receive({ source, origin, data }, hello) {
    if (source !== this.#window.parent || source === this.#window || !this.#allows(origin) || !data) {
      return;
    }
    if (data.chatd === "hello") {
      this.#hostOrigin = origin;
      const address = String(data.address ?? "");
      this.#hostAddress = address.startsWith(`${origin}/`) ? address.split("#")[0] : origin;
      hello();
    } else if (data.chatd === "token" && this.#waiting.has(data.id)) {
      const { resolve, reject, cancel } = this.#waiting.get(data.id);
      this.#waiting.delete(data.id);
      cancel();
      if (data.error) {
        reject(new Error(String(data.error).slice(0, 300)));
      } else {
        resolve(typeof data.token === "string" ? data.token : null);
      }
    }
  }

  #allows(origin) {
    return this.#ancestors.some((one) => {
      const [scheme, parent] = one.split("*.");
      const below = parent !== undefined && origin.startsWith(scheme) && origin.endsWith(`.${parent}`);
      return one === "*" || one === origin || below;
    });
  }

  #send(message) {
    this.#window.parent.postMessage(message, this.#hostOrigin);
  }
}

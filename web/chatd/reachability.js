import { ChatError } from "./errors.js";

const PATIENCE = 10_000;

const WORDS = {
  offline: () => "this device is offline",
  server_unreachable: ({ url, detail }) => `no chatd answers at ${url}${detail ? `: ${detail}` : ""}`,
  server_busy: ({ url, detail }) => `the server at ${url} takes no more connections now: ${detail}`,
  origin_not_allowed: ({ url, origin }) =>
    `the server at ${url} does not let pages of ${origin} in: add "${origin}" to \`origins\` in [server] of its ` +
    "configuration; if the page came from that server, its proxy has to pass on the Host",
  upgrade_refused: ({ url }) =>
    `the server at ${url} can be reached over HTTP, but no WebSocket can be opened: a proxy on the way does not pass ` +
    "on the fields Upgrade and Connection",
};

/**
 * Why no connection can be opened.  A browser says nothing of that, so the server is asked over HTTP.
 *
 * `tell({reason, message})` is called when something is known: `offline`, `server_unreachable`, `server_busy`,
 * `origin_not_allowed` or `upgrade_refused`.  Asked at the first failure and then ever more seldom.
 */
export class Reach {
  #url;
  #fetch;
  #clock;
  #tell;
  #failures = 0;
  #looking = null;
  #suspected = false;
  #known = null;
  #warned = new Set();

  constructor({ url, fetch, clock, tell }) {
    this.#url = String(url);
    this.#fetch = fetch;
    this.#clock = clock;
    this.#tell = tell;
  }

  /** What was found out last, `{reason, message}`, or null. */
  get known() {
    return this.#known;
  }

  /** There is a connection, or nobody wants one any more. */
  reached() {
    this.#failures = 0;
    this.#looking = null;
    this.#suspected = false;
    this.#known = null;
  }

  /** An attempt has failed before the server said anything. */
  failed() {
    this.#failures += 1;
    const seldom = (this.#failures & (this.#failures - 1)) === 0;
    if (this.#looking === null && (seldom || (this.#suspected && this.#known === null))) {
      this.#look();
    }
  }

  async #look() {
    const looking = {};
    this.#looking = looking;
    const why = await this.#ask();
    if (this.#looking !== looking) {
      return;
    }
    this.#looking = null;
    // The server may have come between the attempt and the question: that a proxy is in the way is said when it was
    // found twice in a row.
    if (why.reason === "upgrade_refused" && !this.#suspected) {
      this.#suspected = true;
      return;
    }
    this.#suspected = why.reason === "upgrade_refused";
    const { reason } = why;
    const message = WORDS[reason](why);
    this.#known = { reason, message };
    if ((reason === "origin_not_allowed" || reason === "upgrade_refused") && !this.#warned.has(reason)) {
      this.#warned.add(reason);
      globalThis.console?.warn(`chatd: ${message}`);
    }
    this.#tell(this.#known);
  }

  async #ask() {
    if (globalThis.navigator?.onLine === false) {
      return { reason: "offline" };
    }
    if (!this.#fetch) {
      return { reason: "server_unreachable", url: this.#url };
    }
    const { origin, url, href } = this.#places();
    try {
      const answer = await this.#get(href);
      const about = { origin, url, detail: `HTTP ${answer.status}` };
      if (answer.status === 429 || answer.status === 503) {
        return { reason: "server_busy", ...about };
      }
      const { origin_allowed: allowed } = (await answer.json().catch(() => null)) ?? {};
      if (typeof allowed !== "boolean") {
        return { reason: "server_unreachable", ...about };
      }
      return { reason: allowed ? "upgrade_refused" : "origin_not_allowed", ...about };
    } catch (error) {
      return { reason: "server_unreachable", url, detail: error instanceof ChatError ? error.message : "" };
    }
  }

  async #get(href) {
    const control = new AbortController();
    const calm = this.#clock.after(PATIENCE, () => control.abort(new ChatError("timeout", "no answer")));
    try {
      // By a function of its own: the browser's must not be called as a method of something else.
      const fetch = this.#fetch;
      return await fetch(href, { credentials: "omit", cache: "no-store", signal: control.signal });
    } finally {
      calm();
    }
  }

  // The question goes where the WebSocket would, so that it takes the same way through the proxies.
  #places() {
    const place = new URL(this.#url, globalThis.location?.href);
    place.protocol = { "wss:": "https:", "ws:": "http:" }[place.protocol] ?? place.protocol;
    place.hash = "";
    const url = place.href;
    const origin = globalThis.location?.origin ?? "";
    // A browser names the origin of a page by itself, but not to the page's own server.
    if (origin) {
      place.searchParams.set("origin", origin);
    }
    return { origin, url, href: place.href };
  }
}

import { ChatError } from "./errors.js";
import { httpAddress } from "./event_stream_socket.js";

const TIMEOUT = 10_000;

const MESSAGES = {
  offline: () => "this device is offline",
  server_unreachable: ({ url, detail }) => `no chatd answers at ${url}${detail ? `: ${detail}` : ""}`,
  server_busy: ({ url, detail }) => `the server at ${url} takes no more connections now: ${detail}`,
  host_not_served: ({ url }) =>
    `the server at ${url} does not serve this host name: add it to \`hosts\` in [server] of its configuration`,
  origin_not_allowed: ({ url, origin }) =>
    `the server at ${url} does not let pages of ${origin} in: add "${origin}" to \`origins\` in [server] of its ` +
    "configuration; if the page came from that server, its proxy has to pass on the Host",
  upgrade_refused: ({ url }) =>
    `the server at ${url} can be reached over HTTP, but no WebSocket can be opened: a proxy on the way does not pass ` +
    "on the fields Upgrade and Connection",
};

/**
 * Finds out why no connection can be opened. Browsers do not tell, so the server is asked over HTTP.
 *
 * `onDiagnosis({reason, message})` is called with the result: `offline`, `server_unreachable`, `server_busy`,
 * `host_not_served`, `origin_not_allowed` or `upgrade_refused`. It asks after the 1st, 2nd, 4th, 8th, … failure.
 * `upgrade_refused` must be found twice in a row, because the server may have started between the attempt and the
 * question; the first time only `onSuspicion()` is called.
 */
export class ReachabilityProbe {
  #url;
  #fetch;
  #clock;
  #onSuspicion;
  #onDiagnosis;
  #failures = 0;
  #probing = null;
  #suspected = false;
  #diagnosis = null;
  #warned = new Set();

  constructor({ url, fetch, clock, onSuspicion, onDiagnosis }) {
    this.#url = String(url);
    this.#fetch = fetch;
    this.#clock = clock;
    this.#onSuspicion = onSuspicion;
    this.#onDiagnosis = onDiagnosis;
  }

  /** The last result, `{reason, message}`, or null. */
  get diagnosis() {
    return this.#diagnosis;
  }

  /** There is a connection, or none is wanted any more. */
  reset() {
    this.#failures = 0;
    this.#probing = null;
    this.#suspected = false;
    this.#diagnosis = null;
  }

  /** An attempt failed before the server sent anything. */
  attemptFailed() {
    this.#failures += 1;
    const seldom = (this.#failures & (this.#failures - 1)) === 0;
    if (this.#probing === null && (seldom || (this.#suspected && this.#diagnosis === null))) {
      this.#diagnose();
    }
  }

  /** Beside a connection without a WebSocket, none could be opened: if a proxy refuses it, tell the console. */
  async upgradeFailed() {
    const why = await this.#findReason();
    if (why.reason === "upgrade_refused") {
      this.#warn(why);
    }
  }

  async #diagnose() {
    const looking = {};
    this.#probing = looking;
    const why = await this.#findReason();
    if (this.#probing !== looking) {
      return;
    }
    this.#probing = null;
    const { reason } = why;
    const suspected = this.#suspected;
    this.#suspected = reason === "upgrade_refused";
    if (this.#suspected && !suspected) {
      this.#onSuspicion();
      return;
    }
    this.#diagnosis = { reason, message: MESSAGES[reason](why) };
    if (reason === "origin_not_allowed" || reason === "upgrade_refused") {
      this.#warn(why);
    }
    this.#onDiagnosis(this.#diagnosis);
  }

  #warn(why) {
    if (!this.#warned.has(why.reason)) {
      this.#warned.add(why.reason);
      globalThis.console?.warn(`chatd: ${MESSAGES[why.reason](why)}`);
    }
  }

  async #findReason() {
    if (globalThis.navigator?.onLine === false) {
      return { reason: "offline" };
    }
    if (!this.#fetch) {
      return { reason: "server_unreachable", url: this.#url };
    }
    const { origin, url, href } = this.#addresses();
    try {
      const answer = await this.#fetchStatus(href);
      const about = { origin, url, detail: `HTTP ${answer.status}` };
      const known = { 421: "host_not_served", 429: "server_busy", 503: "server_busy" }[answer.status];
      if (known) {
        return { reason: known, ...about };
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

  async #fetchStatus(href) {
    const control = new AbortController();
    const cancelTimer = this.#clock.after(TIMEOUT, () => control.abort(new ChatError("timeout", "no answer")));
    try {
      // As a plain function: the browser's `fetch` must not be called as a method.
      const fetch = this.#fetch;
      return await fetch(href, { credentials: "omit", cache: "no-store", signal: control.signal });
    } finally {
      cancelTimer();
    }
  }

  // The same path as the WebSocket, so that the request passes the same proxies.
  #addresses() {
    const place = httpAddress(this.#url);
    const url = place.href;
    const origin = globalThis.location?.origin ?? "";
    // Browsers send no `Origin` to the page's own server.
    if (origin) {
      place.searchParams.set("origin", origin);
    }
    return { origin, url, href: place.href };
  }
}

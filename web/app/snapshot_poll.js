import { addSnapshot } from "../store/site_figures.js";

const POLL_MS = 2000;
const REFUSALS = ["login_required", "bad_token", "forbidden"];

/**
 * Asks for the server's figures every two seconds while the page is visible.
 *
 * Event: `change`; `history` are the snapshots, the newest last, and `error` is why the last request failed, or null;
 * `refused`: because this person may not see the page.
 */
export class SnapshotPoll extends EventTarget {
  #api;
  #clock;
  #browser;
  #running = false;
  #cancel = () => {};

  constructor({ api, clock, browser }) {
    super();
    this.#api = api;
    this.#clock = clock;
    this.#browser = browser;
    this.history = [];
    this.error = null;
    browser.addEventListener("visible", () => this.start());
  }

  get refused() {
    return REFUSALS.includes(this.error?.code);
  }

  /** Ask now, and go on; does nothing while a request is under way. */
  start() {
    if (!this.#running && this.#browser.visible) {
      this.#cancel();
      this.#ask();
    }
  }

  async #ask() {
    this.#running = true;
    try {
      this.history = addSnapshot(this.history, await this.#api.snapshot());
      this.error = null;
    } catch (error) {
      this.error = error;
    }
    this.#running = false;
    this.dispatchEvent(new Event("change"));
    // Whoever is no administrator does not become one by asking again.
    if (this.#browser.visible && !this.refused) {
      this.#cancel = this.#clock.after(POLL_MS, () => this.start());
    }
  }
}

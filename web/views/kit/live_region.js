import { h, setText } from "./dom.js";

/**
 * Announces a text that often changes on the screen, like a countdown, to screen readers: only when its meaning
 * changes.
 */
export class LiveRegion {
  #key = "";

  constructor() {
    this.element = h("span", { class: "visually-hidden", role: "status" });
  }

  /** Announce `text` unless `key`, its meaning, is the same as before. */
  announce(text, key = text) {
    if (key !== this.#key) {
      this.#key = key;
      setText(this.element, text);
    }
  }
}

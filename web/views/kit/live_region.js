import { h, setText } from "./dom.js";

/**
 * What a screen reader is told of a text that changes on the screen all the time, as what counts down: only where
 * it means something else.
 */
export class LiveRegion {
  #key = "";

  constructor() {
    this.element = h("span", { class: "visually-hidden", role: "status" });
  }

  /** Tell `text` if `key`, what it means, is not that of the text before. */
  announce(text, key = text) {
    if (key !== this.#key) {
      this.#key = key;
      setText(this.element, text);
    }
  }
}

import { h, setText } from "./dom.js";
import { explain, unreached } from "./words.js";

/** The state of the connection: a light that is always there, and words when something is wrong. */
export class Banner {
  #context;
  #words = h("span");
  #retry;
  #link = { state: "idle" };
  #offline = false;
  #due = 0;
  #calm = () => {};

  constructor(context) {
    this.#context = context;
    const { language, intents } = context;
    const retry = { type: "button", class: "button quiet", on: { click: () => intents.reconnect() } };
    this.#retry = h("button", retry, language.t("link.retry"));
    this.element = h("div", { class: "banner", role: "status", hidden: true }, this.#words, this.#retry);
    this.light = h("span", { class: "light", role: "img" });
  }

  render({ link, offline }) {
    // Who may not come back has other worries than the network.
    this.#offline = offline && link.state !== "ended" && link.state !== "refused";
    if (link !== this.#link) {
      this.#link = link;
      this.#due = this.#context.clock.now() + (link.wait ?? 0);
    }
    this.#draw();
  }

  close() {
    this.#calm();
  }

  #draw() {
    this.#calm();
    const words = this.#say();
    const state = this.#offline ? "offline" : this.#link.state;
    const fine = state === "online";
    setText(this.#words, fine ? "" : words);
    this.element.hidden = fine;
    this.element.dataset.state = state;
    const waits = state === "waiting" || state === "unreachable";
    this.#retry.hidden = !waits && !(this.#offline && this.#link.state !== "online");
    this.light.dataset.state = state;
    this.light.setAttribute("aria-label", words);
    this.light.title = words;
    if (waits) {
      this.#calm = this.#context.clock.after(500, () => this.#draw());
    }
  }

  #say() {
    const { language, clock } = this.#context;
    const { state, code, reason, error } = this.#link;
    const seconds = Math.ceil((this.#due - clock.now()) / 1000);
    if (this.#offline) {
      return language.t("link.offline");
    }
    switch (state) {
      case "online":
        return language.t("link.online");
      case "waiting":
        return seconds > 0 ? language.t("link.waiting", { seconds }) : language.t("link.now");
      case "unreachable":
        return unreached(language, this.#link, seconds);
      case "ended":
        return language.t("link.ended", { reason: reason || code });
      case "refused":
        return language.t("link.ended", { reason: explain(language, error) });
      default:
        return reason ? unreached(language, this.#link, 0) : language.t("link.connecting");
    }
  }
}

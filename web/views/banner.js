import { h, setText } from "./dom.js";
import { explain, unreached } from "./words.js";

/** The state of the connection: a light that is always there, and words when something is wrong. */
export class Banner {
  #context;
  #words = h("span");
  #retry;
  #link = { state: "idle" };
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

  render({ link }) {
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
    const fine = this.#link.state === "online";
    setText(this.#words, fine ? "" : words);
    this.element.hidden = fine;
    this.element.dataset.state = this.#link.state;
    const waits = this.#link.state === "waiting" || this.#link.state === "unreachable";
    this.#retry.hidden = !waits;
    this.light.dataset.state = this.#link.state;
    this.light.setAttribute("aria-label", words);
    this.light.title = words;
    if (waits) {
      this.#calm = this.#context.clock.after(500, () => this.#draw());
    }
  }

  #say() {
    const { language, clock, surroundings } = this.#context;
    const { state, code, reason, error } = this.#link;
    const seconds = Math.ceil((this.#due - clock.now()) / 1000);
    switch (state) {
      case "online":
        return language.t("link.online");
      case "waiting":
        if (!surroundings.online) {
          return language.t("link.offline");
        }
        return seconds > 0 ? language.t("link.waiting", { seconds }) : language.t("link.now");
      case "unreachable":
        return surroundings.online ? unreached(language, this.#link, seconds) : language.t("link.offline");
      case "ended":
        return language.t("link.ended", { reason: reason || code });
      case "refused":
        return language.t("link.ended", { reason: explain(language, error) });
      default:
        return reason ? unreached(language, this.#link, 0) : language.t("link.connecting");
    }
  }
}

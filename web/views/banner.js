import { h, setText } from "./dom.js";
import { explain } from "./words.js";

/** The state of the connection: a light that is always there, and words when something is wrong. */
export class Banner {
  #context;
  #words = h("span");
  #retry;
  #link = { state: "idle" };
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
    this.#link = link;
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
    this.#retry.hidden = this.#link.state !== "waiting";
    this.light.dataset.state = this.#link.state;
    this.light.setAttribute("aria-label", words);
    this.light.title = words;
    if (this.#link.state === "waiting") {
      this.#calm = this.#context.clock.after(500, () => this.#draw());
    }
  }

  #say() {
    const { language, clock, surroundings } = this.#context;
    const { state, until, code, reason, error } = this.#link;
    const seconds = Math.ceil((until - clock.now()) / 1000);
    switch (state) {
      case "online":
        return language.t("link.online");
      case "waiting":
        if (!surroundings.online) {
          return language.t("link.offline");
        }
        return seconds > 0 ? language.t("link.waiting", { seconds }) : language.t("link.now");
      case "ended":
        return language.t("link.ended", { reason: reason || code });
      case "refused":
        return language.t("link.ended", { reason: explain(language, error) });
      default:
        return language.t("link.connecting");
    }
  }
}

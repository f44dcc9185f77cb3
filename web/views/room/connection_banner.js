import { h, setText } from "../kit/dom.js";
import { Spoken } from "../kit/live_region.js";
import { explain, unreached } from "../kit/error_text.js";

/**
 * The state of the connection: a light that is always there, and words when something is wrong.  `spoken` tells a screen
 * reader when it is lost, why, and when it is back, and not each second until it is tried again.
 */
export class Banner {
  #context;
  #words = h("span");
  #spoken = new Spoken();
  #retry;
  #link = { state: "idle" };
  #offline = false;
  #due = 0;
  #lost = false;
  #calm = () => {};

  constructor(context) {
    this.#context = context;
    const { language, intents } = context;
    const retry = { type: "button", class: "button quiet", on: { click: () => intents.reconnect() } };
    this.#retry = h("button", retry, language.t("link.retry"));
    this.element = h("div", { class: "banner", hidden: true }, this.#words, this.#retry);
    this.spoken = this.#spoken.element;
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
    const stopped = state === "ended" || state === "refused";
    this.#retry.hidden = !waits && !stopped && !(this.#offline && this.#link.state !== "online");
    this.#tell(state, words);
    this.light.dataset.state = state;
    this.light.setAttribute("aria-label", words);
    this.light.title = words;
    if (waits) {
      this.#calm = this.#context.clock.after(500, () => this.#draw());
    }
  }

  // Each attempt is no news; that it was lost is, and another reason for it.
  #tell(state, words) {
    if (state === "online") {
      this.#spoken.say(this.#lost ? words : "", "online");
      this.#lost = false;
    } else if (state !== "connecting" && state !== "idle") {
      this.#lost = true;
      this.#spoken.say(words, `${FAILING[state] ?? state} ${this.#link.reason ?? ""}`);
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

// Both are tried again by themselves.
const FAILING = { waiting: "lost", unreachable: "lost" };

import { h, setText } from "../kit/dom.js";
import { LiveRegion } from "../kit/live_region.js";
import { errorText, unreachableText } from "../kit/error_text.js";

/**
 * The state of the connection: a light that is always visible, and a text if something is wrong. `spoken` announces to
 * screen readers that the connection is lost, why, and that it is back, but no countdown.
 */
export class ConnectionBanner {
  #context;
  #text = h("span");
  #liveRegion = new LiveRegion();
  #retry;
  #connection = { state: "idle" };
  #offline = false;
  #retryAt = 0;
  #lost = false;
  #cancelTimer = () => {};

  constructor(context) {
    this.#context = context;
    const { language, roomActions } = context;
    const retry = { type: "button", class: "button quiet", on: { click: () => roomActions.reconnect() } };
    this.#retry = h("button", retry, language.t("connection.retry"));
    this.element = h("div", { class: "banner", hidden: true }, this.#text, this.#retry);
    this.spoken = this.#liveRegion.element;
    this.light = h("span", { class: "light", role: "img" });
  }

  render({ connection, offline }) {
    // For a client that may not reconnect, the network does not matter.
    this.#offline = offline && connection.state !== "ended" && connection.state !== "refused";
    if (connection !== this.#connection) {
      this.#connection = connection;
      this.#retryAt = this.#context.clock.now() + (connection.wait ?? 0);
    }
    this.#draw();
  }

  close() {
    this.#cancelTimer();
  }

  #draw() {
    this.#cancelTimer();
    const words = this.#stateText();
    const state = this.#offline ? "offline" : this.#connection.state;
    const fine = state === "online";
    setText(this.#text, fine ? "" : words);
    this.element.hidden = fine;
    this.element.dataset.state = state;
    const waits = state === "waiting" || state === "unreachable";
    const stopped = state === "ended" || state === "refused";
    this.#retry.hidden = !waits && !stopped && !(this.#offline && this.#connection.state !== "online");
    this.#announce(state, words);
    this.light.dataset.state = state;
    this.light.setAttribute("aria-label", words);
    this.light.title = words;
    if (waits) {
      this.#cancelTimer = this.#context.clock.after(500, () => this.#draw());
    }
  }

  // Announce a loss and a new reason, not each attempt.
  #announce(state, words) {
    if (state === "online") {
      this.#liveRegion.announce(this.#lost ? words : "", "online");
      this.#lost = false;
    } else if (state !== "connecting" && state !== "idle") {
      this.#lost = true;
      this.#liveRegion.announce(words, `${SAME_LOSS[state] ?? state} ${this.#connection.reason ?? ""}`);
    }
  }

  #stateText() {
    const { language, clock } = this.#context;
    const { state, code, reason, error } = this.#connection;
    const seconds = Math.ceil((this.#retryAt - clock.now()) / 1000);
    if (this.#offline) {
      return language.t("connection.offline");
    }
    switch (state) {
      case "online":
        return language.t("connection.online");
      case "waiting":
        return seconds > 0 ? language.t("connection.waiting", { seconds }) : language.t("connection.now");
      case "unreachable":
        return unreachableText(language, this.#connection, seconds);
      case "ended":
        return language.t("connection.ended", { reason: reason || code });
      case "refused":
        return language.t("connection.ended", { reason: errorText(language, error) });
      default:
        return reason ? unreachableText(language, this.#connection, 0) : language.t("connection.connecting");
    }
  }
}

// Both reconnect by themselves.
const SAME_LOSS = { waiting: "lost", unreachable: "lost" };

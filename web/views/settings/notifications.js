import { h, setText } from "../kit/dom.js";

/** Turns notifications on this device on or off, or tells why the browser does not allow them. */
export class NotificationSettings {
  #context;
  #button;
  #stateText = h("p", { class: "fold-about", role: "status" });

  constructor(context) {
    this.#context = context;
    this.#button = h("button", { type: "button", class: "button", on: { click: () => this.#toggle() } });
    this.element = h("div", {}, this.#stateText, this.#button);
    this.#draw();
  }

  render() {}

  reset() {
    this.#draw();
  }

  async #toggle() {
    this.#button.disabled = true;
    await this.#context.notifications.toggle();
    this.#button.disabled = false;
    this.#draw();
  }

  #draw() {
    const { language, notifications } = this.#context;
    const { state } = notifications;
    setText(this.#stateText, language.t(STATE_TEXTS[state]));
    this.#button.hidden = state === "missing" || state === "denied";
    setText(this.#button, language.t(state === "on" ? "notifications.off.do" : "notifications.on.do"));
  }
}

const STATE_TEXTS = { on: "notifications.on", off: "notifications.off", missing: "notifications.missing", denied: "notifications.denied" };

import { h, setText } from "../kit/dom.js";

/** Whether the person is notified on this device, and what keeps the browser from it. */
export class Bells {
  #context;
  #button;
  #about = h("p", { class: "fold-about", role: "status" });

  constructor(context) {
    this.#context = context;
    this.#button = h("button", { type: "button", class: "button", on: { click: () => this.#turn() } });
    this.element = h("div", {}, this.#about, this.#button);
    this.#draw();
  }

  render() {}

  reset() {
    this.#draw();
  }

  async #turn() {
    this.#button.disabled = true;
    await this.#context.alerts.turn();
    this.#button.disabled = false;
    this.#draw();
  }

  #draw() {
    const { language, alerts } = this.#context;
    const { state } = alerts;
    setText(this.#about, language.t(ABOUT[state]));
    this.#button.hidden = state === "missing" || state === "denied";
    setText(this.#button, language.t(state === "on" ? "alerts.off.do" : "alerts.on.do"));
  }
}

const ABOUT = { on: "alerts.on", off: "alerts.off", missing: "alerts.missing", denied: "alerts.denied" };

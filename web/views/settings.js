import { h, setText } from "./dom.js";
import { Takeaway } from "./takeaway.js";

/** A dialog with what concerns oneself. */
export class Settings {
  #context;
  #input;
  #takeaway;
  #name = null;

  constructor(context) {
    this.#context = context;
    const { language, intents } = context;
    const t = (name, values) => language.t(name, values);
    this.#input = h("input", {
      class: "field",
      id: "new-name",
      type: "text",
      autocomplete: "nickname",
      maxlength: "64",
    });
    const save = (event) => {
      event.preventDefault();
      if (this.#input.value.trim() !== "" && this.#input.value !== this.#name) {
        intents.rename(this.#input.value);
      }
      this.element.close();
    };
    const sure = h("p", { class: "sure", hidden: true }, t("me.forget.sure"));
    const ask = h("button", { type: "button", class: "button quiet danger" }, t("me.forget"));
    const forget = () => {
      if (sure.hidden) {
        sure.hidden = false;
        setText(ask, t("me.forget.yes"));
        return;
      }
      intents.forget();
      globalThis.location.reload();
    };
    ask.addEventListener("click", forget);
    const close = () => this.element.close();
    const takeaway = new Takeaway(context);
    this.element = h(
      "dialog",
      { class: "dialog", "aria-labelledby": "settings-title", on: { close: () => this.#reset(sure, ask) } },
      h("h2", { id: "settings-title" }, t("me.settings")),
      h(
        "form",
        { novalidate: true, on: { submit: save } },
        h("label", { for: "new-name" }, t("me.name")),
        this.#input,
        h(
          "div",
          { class: "dialog-buttons" },
          h("button", { type: "button", class: "button", on: { click: close } }, t("close")),
          h("button", { type: "submit", class: "button primary" }, t("me.save")),
        ),
      ),
      h("hr"),
      takeaway.element,
      sure,
      ask,
    );
    this.#takeaway = takeaway;
  }

  open() {
    this.#input.value = this.#name ?? "";
    this.element.showModal();
    this.#input.select();
  }

  render({ me }) {
    this.#name = me?.name ?? null;
  }

  #reset(sure, ask) {
    this.#takeaway.reset();
    sure.hidden = true;
    setText(ask, this.#context.language.t("me.forget"));
  }
}

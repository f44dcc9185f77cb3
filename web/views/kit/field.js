import { h, iconButton, setText } from "./dom.js";

/** A text field: label, hint and error. */
export class Field {
  #input;
  #error;

  /** `properties` are those of the input; with `secret` it is a password that can be shown. */
  constructor({ language }, { id, label, hint = null, secret = false, ...properties }) {
    const said = `${id}-complaint`;
    const helped = `${id}-hint`;
    this.#error = h("p", { class: "complaint", id: said, role: "alert" });
    this.#input = h("input", {
      id,
      class: "field",
      type: secret ? "password" : "text",
      "aria-describedby": hint ? `${helped} ${said}` : said,
      ...(secret ? { autocapitalize: "none", spellcheck: "false" } : { dir: "auto" }),
      ...properties,
      on: { input: () => this.showError("") },
    });
    this.element = h(
      "div",
      { class: "labelled" },
      h("label", { for: id }, label),
      secret ? h("div", { class: "secret" }, this.#input, this.#showButton(language)) : this.#input,
      hint && h("p", { class: "field-hint", id: helped }, hint),
      this.#error,
    );
  }

  get value() {
    return this.#input.value;
  }

  set value(text) {
    this.#input.value = text;
  }

  focus() {
    this.#input.focus();
  }

  select() {
    this.#input.select();
  }

  /** Show an error; an empty text hides it. */
  showError(text) {
    setText(this.#error, text);
    this.#input.setAttribute("aria-invalid", String(text !== ""));
  }

  #showButton(language) {
    const show = () => {
      const shown = this.#input.type === "password";
      this.#input.type = shown ? "text" : "password";
      button.setAttribute("aria-pressed", String(shown));
    };
    const button = iconButton("eye", language.t("password.show"), show, { "aria-pressed": "false" });
    return button;
  }
}

/** A hidden field for password managers: whose password the form asks for. */
export function usernameField() {
  return h("input", {
    class: "visually-hidden",
    type: "text",
    name: "username",
    autocomplete: "username",
    readonly: true,
    tabindex: "-1",
    "aria-hidden": "true",
  });
}

import { h, setText } from "./dom.js";
import { errorText } from "./error_text.js";

/**
 * A dialog with a form: title, fields, an error, and two buttons.
 *
 * `submit` returns a promise; the dialog closes when it is fulfilled, and shows the error when it is rejected. If it is
 * fulfilled with a function, that is called after the dialog has closed: before, the focus cannot leave it. With
 * `false` the dialog stays open.
 */
export class Dialog {
  #language;
  #error = h("p", { class: "complaint", role: "alert" });
  #title;
  #submitButton;
  #submit = async () => {};
  #errorText = (error) => errorText(this.#language, error);
  #busy = false;
  #focusAfter = null;

  /** `extra` stands below the buttons. */
  constructor({ language }, { name, fields, yes = "", danger = false, extra = [] }) {
    this.#language = language;
    const close = () => this.element.close();
    this.#title = h("h2", { id: `${name}-title` });
    this.#submitButton = h("button", { type: "submit", class: `button ${danger ? "danger" : "primary"}` }, yes);
    const send = (event) => {
      event.preventDefault();
      this.#send();
    };
    this.form = h(
      "form",
      { novalidate: true, on: { submit: send, input: () => this.showError("") } },
      ...fields,
      this.#error,
      h(
        "div",
        { class: "dialog-buttons" },
        h("button", { type: "button", class: "button", on: { click: close } }, language.t("cancel")),
        this.#submitButton,
      ),
    );
    const looks = { class: `dialog ${name}-dialog`, "aria-labelledby": `${name}-title`, on: { close: () => this.#closed() } };
    this.element = h("dialog", looks, this.#title, this.form, ...extra);
  }

  /** Show the dialog. `words` returns the text of an error, where it differs from `errorText`. */
  open({ title, yes, submit, words, focus }) {
    setText(this.#title, title);
    setText(this.#submitButton, yes ?? this.#submitButton.textContent);
    this.#submit = submit;
    this.#errorText = words ?? ((error) => errorText(this.#language, error));
    this.#setBusy(false);
    this.showError("");
    this.#focusAfter = document.activeElement?.closest(".message") ?? null;
    this.element.showModal();
    focus?.focus();
  }

  close() {
    if (this.element.open) {
      this.element.close();
    }
  }

  /** Show an error under the fields; an empty text hides it. */
  showError(text) {
    setText(this.#error, text);
  }

  async #send() {
    if (this.#busy) {
      return;
    }
    this.#setBusy(true);
    try {
      const done = await this.#submit();
      if (done !== false) {
        this.close();
        done?.();
      }
    } catch (error) {
      this.showError(this.#errorText(error));
    }
    this.#setBusy(false);
  }

  // The buttons of a message have moved by now: focus the message itself.
  #closed() {
    if (document.activeElement === document.body) {
      this.#focusAfter?.focus({ preventScroll: true });
    }
  }

  #setBusy(busy) {
    this.#busy = busy;
    this.#submitButton.disabled = busy;
  }
}

/** A group of radio buttons, shown as a row of buttons. */
export function radioGroup(name, label, options, { chosen, change = () => {} } = {}) {
  const all = options.map(({ value, words, about }) => {
    const input = { type: "radio", name, value, checked: value === chosen, class: "visually-hidden" };
    const hint = about && h("span", { class: "choice-about" }, about);
    return h("label", { class: "choice" }, h("input", { ...input, on: { change } }), h("span", {}, words), hint);
  });
  return h("fieldset", { class: "choices" }, h("legend", {}, label), h("div", { class: "choices-row" }, all));
}

/** The selected value. */
export function radioValue(fieldset) {
  return fieldset.querySelector("input:checked")?.value;
}

/** Select a value. */
export function setRadio(fieldset, value) {
  for (const input of fieldset.querySelectorAll("input")) {
    input.checked = input.value === value;
  }
}

/** A text field with its label. */
export function textField(id, label, properties = {}) {
  const input = h("input", { id, class: "field", type: "text", dir: "auto", autocomplete: "off", ...properties });
  return { input, all: [h("label", { for: id }, label), input] };
}

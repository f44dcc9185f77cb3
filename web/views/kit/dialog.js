import { h, setText } from "./dom.js";
import { errorText } from "./error_text.js";

/**
 * A dialog with a form: a title, fields, what was refused, and two buttons.
 *
 * `submit` promises what is asked for; the dialog closes when it is done, and says why when it is not.  A promised
 * function is called once the dialog is closed: only then can the focus go elsewhere.
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

  /** Ask, under a title.  `words` tells a refusal otherwise than it is told elsewhere. */
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

  /** Say under the fields what is wrong with them. */
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

  // The buttons of a message are elsewhere by now: the message itself takes the focus back.
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

/** Some choices of which one holds, as a row of buttons that a keyboard takes for radio buttons. */
export function radioGroup(name, label, options, { chosen, change = () => {} } = {}) {
  const all = options.map(({ value, words, about }) => {
    const input = { type: "radio", name, value, checked: value === chosen, class: "visually-hidden" };
    const hint = about && h("span", { class: "choice-about" }, about);
    return h("label", { class: "choice" }, h("input", { ...input, on: { change } }), h("span", {}, words), hint);
  });
  return h("fieldset", { class: "choices" }, h("legend", {}, label), h("div", { class: "choices-row" }, all));
}

/** Which of the choices holds. */
export function radioValue(fieldset) {
  return fieldset.querySelector("input:checked")?.value;
}

/** Choose another one. */
export function setRadio(fieldset, value) {
  for (const input of fieldset.querySelectorAll("input")) {
    input.checked = input.value === value;
  }
}

/** A field of one line under its label. */
export function textField(id, label, properties = {}) {
  const input = h("input", { id, class: "field", type: "text", dir: "auto", autocomplete: "off", ...properties });
  return { input, all: [h("label", { for: id }, label), input] };
}

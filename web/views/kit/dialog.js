import { h, setText } from "./dom.js";
import { explain } from "./error_text.js";

/**
 * A dialog with a form: a title, fields, what was refused, and two buttons.
 *
 * `submit` promises what is asked for; the dialog closes when it is done, and says why when it is not.  A promised
 * function is called once the dialog is closed: only then can the focus go elsewhere.
 */
export class Dialog {
  #language;
  #complaint = h("p", { class: "complaint", role: "alert" });
  #title;
  #yes;
  #submit = async () => {};
  #words = (error) => explain(this.#language, error);
  #busy = false;
  #home = null;

  /** `extra` stands below the buttons. */
  constructor({ language }, { name, fields, yes = "", danger = false, extra = [] }) {
    this.#language = language;
    const close = () => this.element.close();
    this.#title = h("h2", { id: `${name}-title` });
    this.#yes = h("button", { type: "submit", class: `button ${danger ? "danger" : "primary"}` }, yes);
    const send = (event) => {
      event.preventDefault();
      this.#send();
    };
    this.form = h(
      "form",
      { novalidate: true, on: { submit: send, input: () => this.complain("") } },
      ...fields,
      this.#complaint,
      h(
        "div",
        { class: "dialog-buttons" },
        h("button", { type: "button", class: "button", on: { click: close } }, language.t("cancel")),
        this.#yes,
      ),
    );
    const looks = { class: `dialog ${name}-dialog`, "aria-labelledby": `${name}-title`, on: { close: () => this.#left() } };
    this.element = h("dialog", looks, this.#title, this.form, ...extra);
  }

  /** Ask, under a title.  `words` tells a refusal otherwise than it is told elsewhere. */
  open({ title, yes, submit, words, focus }) {
    setText(this.#title, title);
    setText(this.#yes, yes ?? this.#yes.textContent);
    this.#submit = submit;
    this.#words = words ?? ((error) => explain(this.#language, error));
    this.#hold(false);
    this.complain("");
    this.#home = document.activeElement?.closest(".message") ?? null;
    this.element.showModal();
    focus?.focus();
  }

  close() {
    if (this.element.open) {
      this.element.close();
    }
  }

  /** Say under the fields what is wrong with them. */
  complain(text) {
    setText(this.#complaint, text);
  }

  async #send() {
    if (this.#busy) {
      return;
    }
    this.#hold(true);
    try {
      const done = await this.#submit();
      if (done !== false) {
        this.close();
        done?.();
      }
    } catch (error) {
      this.complain(this.#words(error));
    }
    this.#hold(false);
  }

  // The buttons of a message are elsewhere by now: the message itself takes the focus back.
  #left() {
    if (document.activeElement === document.body) {
      this.#home?.focus({ preventScroll: true });
    }
  }

  #hold(busy) {
    this.#busy = busy;
    this.#yes.disabled = busy;
  }
}

/** Some choices of which one holds, as a row of buttons that a keyboard takes for radio buttons. */
export function choices(name, label, options, { chosen, change = () => {} } = {}) {
  const all = options.map(({ value, words, about }) => {
    const input = { type: "radio", name, value, checked: value === chosen, class: "visually-hidden" };
    const hint = about && h("span", { class: "choice-about" }, about);
    return h("label", { class: "choice" }, h("input", { ...input, on: { change } }), h("span", {}, words), hint);
  });
  return h("fieldset", { class: "choices" }, h("legend", {}, label), h("div", { class: "choices-row" }, all));
}

/** Which of the choices holds. */
export function chosenOf(fieldset) {
  return fieldset.querySelector("input:checked")?.value;
}

/** Choose another one. */
export function choose(fieldset, value) {
  for (const input of fieldset.querySelectorAll("input")) {
    input.checked = input.value === value;
  }
}

/** A field of one line under its label. */
export function field(id, label, properties = {}) {
  const input = h("input", { id, class: "field", type: "text", dir: "auto", autocomplete: "off", ...properties });
  return { input, all: [h("label", { for: id }, label), input] };
}

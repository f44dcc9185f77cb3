import { h, setText } from "./dom.js";
import { problemText } from "./error_text.js";

/**
 * A form of a few fields and one button, with a busy state and an error at the field that it is about.
 *
 * `send` is called with the values of the fields by name.
 */
export class Form {
  #language;
  #fields;
  #button;
  #label;
  #problem = h("p", { class: "sheet-doubt", role: "alert" });
  #shownProblem = null;

  /** `fields` are `Field`s by name; `before` and `after` stand around them, `beside` next to the button. */
  constructor({ language }, { name, fields, label, send, before = [], after = [], beside = [], danger = false }) {
    this.#language = language;
    this.#fields = fields;
    this.#label = label;
    this.#button = h("button", { type: "submit", class: `button ${danger ? "danger" : "primary"}` }, label);
    const submit = (event) => {
      event.preventDefault();
      if (!this.#button.disabled) {
        send(this.values);
      }
    };
    this.element = h(
      "form",
      { class: "sheet", name, novalidate: true, on: { submit } },
      before,
      Object.values(fields).map((field) => field.element),
      this.#problem,
      h("div", { class: "sheet-buttons" }, beside, this.#button),
      after,
    );
  }

  get values() {
    return Object.fromEntries(Object.entries(this.#fields).map(([name, field]) => [name, field.value]));
  }

  /** Focus the first empty field. */
  focus() {
    const fields = Object.values(this.#fields);
    (fields.find(({ value }) => value === "") ?? fields[0])?.focus();
  }

  fill(values) {
    for (const [name, value] of Object.entries(values)) {
      if (this.#fields[name]) {
        this.#fields[name].value = value;
      }
    }
  }

  clear() {
    Object.values(this.#fields).forEach((field) => (field.value = ""));
    this.showProblem(null);
  }

  /**
   * Keep the form busy until the promise of a problem or null is settled, then show the problem; returns it.
   *
   * With `leaving`, the form stays busy after a success: the page is about to change.
   */
  async waitFor(sending, { leaving = false } = {}) {
    const waiting = this.#language.t("loginPage.entering");
    this.setBusy(true, waiting);
    const problem = await sending;
    this.setBusy(leaving && problem === null, waiting);
    this.showProblem(problem);
    return problem;
  }

  /** Whether the form is being sent; `waiting` is the label of the button meanwhile. */
  setBusy(busy, waiting = this.#label) {
    this.#button.disabled = busy;
    setText(this.#button, busy ? waiting : this.#label);
  }

  /** Show a problem, `{field, name, values}`; null hides it. */
  showProblem(problem) {
    if (problem === this.#shownProblem) {
      return;
    }
    this.#shownProblem = problem;
    const words = problem === null ? "" : problemText(this.#language, problem);
    const at = problem && this.#fields[problem.field];
    Object.values(this.#fields).forEach((field) => field.showError(field === at ? words : ""));
    setText(this.#problem, at ? "" : words);
    at?.focus();
  }
}

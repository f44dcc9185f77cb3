import { errorText } from "../kit/error_text.js";
import { h, setText } from "../kit/dom.js";

/** The confirmation of a deletion, under the text of the message. */
export class DeleteConfirm {
  #context;
  #deleteButton;
  #keepButton;
  #error = h("p", { class: "complaint", role: "alert" });
  #seq = null;

  constructor(context) {
    this.#context = context;
    const { language, edits } = context;
    const button = (name, looks, click) =>
      h("button", { type: "button", class: `button ${looks}`, on: { click } }, language.t(name));
    this.#deleteButton = button("delete.yes", "danger", () => edits.confirmDelete());
    this.#keepButton = button("delete.no", "quiet", () => this.#cancel());
    this.element = h(
      "div",
      {
        class: "removal",
        role: "group",
        "aria-label": language.t("delete"),
        on: { keydown: (event) => this.#key(event) },
      },
      h("p", { class: "sure" }, language.t("delete.sure")),
      h("p", { class: "removal-buttons" }, this.#deleteButton, this.#keepButton),
      this.#error,
    );
  }

  /**
   * Move into the row of the message, if it is loaded; `find` returns the row of a seq, `reveal` scrolls to an element,
   * and `held` had the focus.
   */
  render(room, { find, reveal, held }) {
    const deleting = room?.deleting ?? null;
    const row = deleting && find(deleting.seq);
    if (!row) {
      const focused = this.#seq !== null && this.element.contains(held);
      this.element.remove();
      this.#seq = null;
      if (focused) {
        this.#context.returnFocus();
      }
      return;
    }
    if (!row.contains(this.element)) {
      row.querySelector(".body").append(this.element);
    }
    this.#deleteButton.disabled = deleting.busy;
    const { error } = deleting;
    const { language } = this.#context;
    setText(this.#error, error ? errorText(language, error) : "");
    if (deleting.seq !== this.#seq) {
      this.#seq = deleting.seq;
      this.#keepButton.focus({ preventScroll: true });
      reveal(this.element);
    }
  }

  #key(event) {
    if (event.key === "Escape") {
      event.stopPropagation();
      this.#cancel();
    }
  }

  #cancel() {
    const { edits, returnFocus } = this.#context;
    edits.setDeleting(null);
    returnFocus();
  }
}

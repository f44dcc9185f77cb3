import { explain } from "../kit/error_text.js";
import { h, setText } from "../kit/dom.js";

/** The question whether a message shall be deleted, under its text: a deletion is for everybody and for good. */
export class Removal {
  #context;
  #yes;
  #no;
  #complaint = h("p", { class: "complaint", role: "alert" });
  #seq = null;

  constructor(context) {
    this.#context = context;
    const { language, changes } = context;
    const button = (name, looks, click) =>
      h("button", { type: "button", class: `button ${looks}`, on: { click } }, language.t(name));
    this.#yes = button("delete.yes", "danger", () => changes.remove());
    this.#no = button("delete.no", "quiet", () => this.#end());
    this.element = h(
      "div",
      {
        class: "removal",
        role: "group",
        "aria-label": language.t("delete"),
        on: { keydown: (event) => this.#key(event) },
      },
      h("p", { class: "sure" }, language.t("delete.sure")),
      h("p", { class: "removal-buttons" }, this.#yes, this.#no),
      this.#complaint,
    );
  }

  /**
   * Stand in the row of the message in question, if it is in sight; `find` gives the row of a seq,
   * `reveal` scrolls to an element, and `held` had the focus.
   */
  render(room, { find, reveal, held }) {
    const removing = room?.removing ?? null;
    const row = removing && find(removing.seq);
    if (!row) {
      const focused = this.#seq !== null && this.element.contains(held);
      this.element.remove();
      this.#seq = null;
      if (focused) {
        this.#context.chosen();
      }
      return;
    }
    if (!row.contains(this.element)) {
      row.querySelector(".body").append(this.element);
    }
    this.#yes.disabled = removing.busy;
    const { error } = removing;
    const { language } = this.#context;
    setText(this.#complaint, error ? explain(language, error) : "");
    if (removing.seq !== this.#seq) {
      this.#seq = removing.seq;
      this.#no.focus({ preventScroll: true });
      reveal(this.element);
    }
  }

  #key(event) {
    if (event.key === "Escape") {
      event.stopPropagation();
      this.#end();
    }
  }

  #end() {
    const { changes, chosen } = this.#context;
    changes.doubt(null);
    chosen();
  }
}

import { errorText } from "../kit/error_text.js";
import { h, setText } from "../kit/dom.js";
import { isSendKey, isTouchDevice } from "../kit/keyboard.js";

const MAX_ROWS = 12;

/** The editor of a message, in the place of its text. */
export class MessageEditor {
  #context;
  #area;
  #save;
  #error = h("p", { class: "complaint", role: "alert" });
  #seq = null;
  #row = null;

  constructor(context) {
    this.#context = context;
    const { language, edits } = context;
    const t = (name) => language.t(name);
    this.#area = h("textarea", {
      class: "edit-field",
      rows: "1",
      dir: "auto",
      "aria-label": t("edit.on"),
      "aria-description": t(isTouchDevice() ? "edit.touch" : "edit.hint"),
      autocomplete: "off",
      enterkeyhint: isTouchDevice() ? "enter" : "done",
      on: { input: () => this.#typed(), keydown: (event) => this.#key(event) },
    });
    this.#save = h("button", { type: "submit", class: "button quiet" }, t("me.save"));
    const cancel = { type: "button", class: "button quiet", on: { click: () => this.#cancel() } };
    const submit = (event) => {
      event.preventDefault();
      edits.save();
    };
    this.element = h(
      "form",
      { class: "edit", novalidate: true, on: { submit } },
      this.#area,
      this.#error,
      h(
        "p",
        { class: "edit-buttons" },
        h("span", { class: "edit-hint", "aria-hidden": "true" }, t("edit.hint")),
        h("button", cancel, t("cancel")),
        this.#save,
      ),
    );
  }

  /**
   * Move into the row of the message, if it is loaded; `find` returns the row of a seq, `reveal` scrolls to an element,
   * and `held` had the focus.
   */
  render(room, { find, reveal, held }) {
    const editing = room?.editing ?? null;
    const row = editing && find(editing.seq);
    const begins = row && editing.seq !== this.#seq;
    if (row !== this.#row || (row && !row.contains(this.element))) {
      this.#move(row, !begins && this.#seq !== null && this.element.contains(held));
    }
    this.#seq = row ? editing.seq : null;
    if (!row) {
      return;
    }
    if (this.#area.value !== editing.text) {
      this.#area.value = editing.text;
    }
    this.#fitHeight();
    this.#area.readOnly = editing.busy;
    this.#save.disabled = editing.busy || editing.text.trim() === "";
    this.#area.setAttribute("aria-invalid", String(editing.error !== null));
    setText(this.#error, editing.error ? this.#errorText(editing.error) : "");
    if (begins) {
      this.#area.focus({ preventScroll: true });
      this.#area.setSelectionRange(editing.text.length, editing.text.length);
      reveal(this.element);
    }
  }

  // A newly drawn row takes over the field with its focus and caret.
  #move(row, focused) {
    this.#row?.classList.remove("is-editing");
    this.element.remove();
    this.#row = row;
    if (row) {
      row.classList.add("is-editing");
      row.querySelector(".body").append(this.element);
      if (focused) {
        this.#area.focus({ preventScroll: true });
      }
    } else if (focused) {
      this.#context.returnFocus();
    }
  }

  #errorText(error) {
    const { language } = this.#context;
    return error.code === "forbidden" ? language.t("edit.late") : errorText(language, error);
  }

  #typed() {
    this.#fitHeight();
    this.#context.edits.setText(this.#seq, this.#area.value);
  }

  #key(event) {
    if (isSendKey(event)) {
      event.preventDefault();
      this.#context.edits.save();
    } else if (event.key === "Escape" && !event.isComposing) {
      event.stopPropagation();
      this.#cancel();
    }
  }

  #cancel() {
    const { edits, returnFocus } = this.#context;
    edits.setEditing(null);
    returnFocus();
  }

  #fitHeight() {
    this.#area.rows = Math.min(Math.max(this.#area.value.split("\n").length, 1), MAX_ROWS);
  }
}

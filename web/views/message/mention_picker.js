import { applyCompletion, completionAt } from "../../text/mentions.js";
import { avatar, nameMark } from "../kit/avatar.js";
import { h, setText } from "../kit/dom.js";

/** The list of names to choose from while a mention is typed. */
export class MentionPicker {
  #language;
  #area;
  #onChange;
  #status = h("p", { class: "visually-hidden", role: "status" });
  #list;
  #users = [];
  #completion = null;
  #selected = 0;

  /** `area` is the text field; `changed` is called when a name was inserted. */
  constructor({ language }, { area, changed }) {
    this.#language = language;
    this.#area = area;
    this.#onChange = changed;
    const looks = { class: "completions", id: "completions", role: "listbox", hidden: true };
    this.#list = h("ul", { ...looks, "aria-label": language.t("people") });
    // A press must not move the focus out of the field.
    this.#list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.element = h("div", {}, this.#list, this.#status);
    area.setAttribute("aria-controls", "completions");
    area.setAttribute("aria-autocomplete", "list");
    area.addEventListener("blur", () => this.close());
  }

  /** Text or caret has changed; `users` can be mentioned. */
  look(users) {
    const { value, selectionStart, selectionEnd } = this.#area;
    const offer = selectionStart === selectionEnd ? completionAt(value, selectionStart, users) : null;
    this.#users = users;
    if (JSON.stringify(offer) !== JSON.stringify(this.#completion)) {
      this.#completion = offer;
      this.#selected = 0;
      this.#draw();
    }
  }

  close() {
    if (this.#completion !== null) {
      this.#completion = null;
      this.#draw();
    }
  }

  /** Process a key; true if it was for the list. */
  key(event) {
    if (this.#completion === null || event.isComposing) {
      return false;
    }
    const count = this.#completion.users.length;
    const step = { ArrowDown: 1, ArrowUp: count - 1 }[event.key];
    if (step !== undefined) {
      this.#selected = (this.#selected + step) % count;
      this.#markSelected();
    } else if ((event.key === "Enter" && !event.shiftKey) || (event.key === "Tab" && !event.shiftKey)) {
      this.#choose(this.#completion.users[this.#selected]);
    } else if (event.key === "Escape") {
      this.close();
    } else {
      return false;
    }
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  #draw() {
    const users = this.#completion?.users ?? [];
    this.#list.hidden = users.length === 0;
    this.#list.replaceChildren(...users.map((user, at) => this.#option(user, at)));
    setText(this.#status, users.length > 0 ? this.#language.t("mention.offer", { count: users.length }) : "");
    this.#markSelected();
  }

  #option(user, at) {
    return h(
      "li",
      { class: "completion", role: "option", id: `completion-${at}`, on: { click: () => this.#choose(user) } },
      avatar(user),
      h("span", { class: "person-name", dir: "auto" }, user.name),
      nameMark(user.mark),
    );
  }

  #markSelected() {
    [...this.#list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === this.#selected)));
    if (this.#completion) {
      this.#area.setAttribute("aria-activedescendant", `completion-${this.#selected}`);
      this.#list.children[this.#selected].scrollIntoView({ block: "nearest" });
    } else {
      this.#area.removeAttribute("aria-activedescendant");
    }
  }

  #choose(user) {
    const { text, caret } = applyCompletion(this.#area.value, this.#completion, user, this.#users);
    this.#area.value = text;
    this.#area.setSelectionRange(caret, caret);
    this.close();
    this.#onChange();
  }
}

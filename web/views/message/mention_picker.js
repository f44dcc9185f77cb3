import { completed, completion } from "../../text/mentions.js";
import { avatar, nameMark } from "../kit/avatar.js";
import { h, setText } from "../kit/dom.js";

/** The names one can choose from while typing one after an `@`. */
export class Completions {
  #language;
  #area;
  #changed;
  #status = h("p", { class: "visually-hidden", role: "status" });
  #list;
  #users = [];
  #offer = null;
  #at = 0;

  /** `area` is where one types; `changed` is told when a name was put there. */
  constructor({ language }, { area, changed }) {
    this.#language = language;
    this.#area = area;
    this.#changed = changed;
    const looks = { class: "completions", id: "completions", role: "listbox", hidden: true };
    this.#list = h("ul", { ...looks, "aria-label": language.t("people") });
    // A press must not take the focus out of the field.
    this.#list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.element = h("div", {}, this.#list, this.#status);
    area.setAttribute("aria-controls", "completions");
    area.setAttribute("aria-autocomplete", "list");
    area.addEventListener("blur", () => this.close());
  }

  /** Something was typed, or the caret is elsewhere; `users` can be called. */
  look(users) {
    const { value, selectionStart, selectionEnd } = this.#area;
    const offer = selectionStart === selectionEnd ? completion(value, selectionStart, users) : null;
    this.#users = users;
    if (JSON.stringify(offer) !== JSON.stringify(this.#offer)) {
      this.#offer = offer;
      this.#at = 0;
      this.#draw();
    }
  }

  close() {
    if (this.#offer !== null) {
      this.#offer = null;
      this.#draw();
    }
  }

  /** Whether a key was for the list. */
  key(event) {
    if (this.#offer === null || event.isComposing) {
      return false;
    }
    const count = this.#offer.users.length;
    const step = { ArrowDown: 1, ArrowUp: count - 1 }[event.key];
    if (step !== undefined) {
      this.#at = (this.#at + step) % count;
      this.#point();
    } else if ((event.key === "Enter" && !event.shiftKey) || (event.key === "Tab" && !event.shiftKey)) {
      this.#take(this.#offer.users[this.#at]);
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
    const users = this.#offer?.users ?? [];
    this.#list.hidden = users.length === 0;
    this.#list.replaceChildren(...users.map((user, at) => this.#option(user, at)));
    setText(this.#status, users.length > 0 ? this.#language.t("mention.offer", { count: users.length }) : "");
    this.#point();
  }

  #option(user, at) {
    return h(
      "li",
      { class: "completion", role: "option", id: `completion-${at}`, on: { click: () => this.#take(user) } },
      avatar(user),
      h("span", { class: "person-name", dir: "auto" }, user.name),
      nameMark(user.mark),
    );
  }

  #point() {
    [...this.#list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === this.#at)));
    if (this.#offer) {
      this.#area.setAttribute("aria-activedescendant", `completion-${this.#at}`);
      this.#list.children[this.#at].scrollIntoView({ block: "nearest" });
    } else {
      this.#area.removeAttribute("aria-activedescendant");
    }
  }

  #take(user) {
    const { text, caret } = completed(this.#area.value, this.#offer, user, this.#users);
    this.#area.value = text;
    this.#area.setSelectionRange(caret, caret);
    this.close();
    this.#changed();
  }
}

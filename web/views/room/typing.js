import { h, setText } from "../kit/dom.js";

/** Who is typing, in words. */
export class TypingIndicator {
  #language;
  #words = h("span");

  constructor({ language }) {
    this.#language = language;
    const dots = h("span", { class: "dots", "aria-hidden": "true" }, h("i"), h("i"), h("i"));
    this.element = h("p", { class: "typing is-idle" }, dots, this.#words);
  }

  render(_state, room) {
    const names = Object.values(room?.typing ?? {}).map(({ name }) => name);
    const [a, b] = names;
    const text = ["", "typing.one", "typing.two"][names.length] ?? "typing.many";
    setText(this.#words, text && this.#language.t(text, { a, b }));
    // Its line is kept: what is above does not jump when somebody begins or stops.
    this.element.classList.toggle("is-idle", text === "");
  }
}

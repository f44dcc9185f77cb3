import { h, setText } from "../kit/dom.js";

/** Tells who is typing. */
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
    // The line keeps its height: the messages above must not move.
    this.element.classList.toggle("is-idle", text === "");
  }
}

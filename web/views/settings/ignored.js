import { avatar } from "../kit/avatar.js";
import { h } from "../kit/dom.js";

/** Whom the person ignores, and the way back. */
export class IgnoredList {
  #context;
  #list = h("ul", { class: "ignored" });
  #emptyNote;
  #drawn = null;

  constructor(context) {
    this.#context = context;
    const { language } = context;
    this.#emptyNote = h("p", { class: "fold-about" }, language.t("ignored.none"));
    this.element = h("div", {}, this.#emptyNote, this.#list);
  }

  render({ ignored }) {
    if (ignored !== this.#drawn) {
      this.#drawn = ignored;
      const users = Object.entries(ignored).map(([id, name]) => ({ id, name }));
      this.#emptyNote.hidden = users.length > 0;
      this.#list.replaceChildren(...users.map((user) => this.#row(user)));
    }
  }

  reset() {}

  #row(user) {
    const { language, ignoreList } = this.#context;
    const name = user.name || language.t("nobody");
    const label = language.t("unignore.of", { name });
    const again = { type: "button", class: "button quiet", "aria-label": label, title: label };
    return h(
      "li",
      { class: "person" },
      avatar({ ...user, name }),
      h("span", { class: "person-name", dir: "auto", title: name }, name),
      h("button", { ...again, on: { click: () => ignoreList.unignore({ ...user, name }) } }, language.t("unignore")),
    );
  }
}

import { avatar } from "../kit/avatar.js";
import { h } from "../kit/dom.js";
import { LongList } from "../kit/long_list.js";

/** The ignored users, with buttons to show them again. */
export class IgnoredList {
  #context;
  #list;
  #emptyNote;
  #drawn = null;

  constructor(context) {
    this.#context = context;
    const { language } = context;
    this.#emptyNote = h("p", { class: "fold-about" }, language.t("ignored.none"));
    this.#list = new LongList(context, h("ul", { class: "ignored" }), {
      draw: (user) => this.#row(user),
      id: ({ id }) => id,
      state: ({ name }) => name,
    });
    this.element = h("div", {}, this.#emptyNote, this.#list.element, this.#list.more);
  }

  render({ ignored }) {
    if (ignored !== this.#drawn) {
      this.#drawn = ignored;
      const users = Object.entries(ignored).map(([id, name]) => ({ id, name }));
      this.#emptyNote.hidden = users.length > 0;
      this.#list.show(users);
    }
  }

  reset() {
    this.#list.reset();
  }

  #row(user) {
    const { language, ignoreList } = this.#context;
    const name = user.name || language.t("ignored.unnamed");
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

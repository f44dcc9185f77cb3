import { inOrder } from "../state/crowd.js";
import { avatar } from "./avatar.js";
import { h, setText } from "./dom.js";

const SHOWN = 200;

/** Who is in the room. */
export class People {
  #language;
  #title;
  #list = h("ul", { class: "people-list" });
  #more = h("p", { class: "side-none" });
  #drawn = null;

  constructor({ language }) {
    this.#language = language;
    this.#title = h("h2", { class: "side-title" }, language.t("people"));
    this.element = h(
      "div",
      { class: "side-inside" },
      this.#title,
      h("div", { class: "side-scroll" }, this.#list, this.#more),
    );
  }

  render({ me }, room) {
    if (this.#drawn?.people === room?.people && this.#drawn?.count === room?.count && this.#drawn?.me === me) {
      return;
    }
    this.#drawn = { people: room?.people, count: room?.count, me };
    const people = inOrder(room?.people ?? {}, me);
    const rest = (room?.count ?? 0) - Math.min(people.length, SHOWN);
    setText(
      this.#title,
      room?.joined ? this.#language.t("people.here", { count: room.count }) : this.#language.t("people"),
    );
    setText(this.#more, rest > 0 && people.length > 0 ? this.#language.t("people.more", { count: rest }) : "");
    this.#list.replaceChildren(...people.slice(0, SHOWN).map((user) => this.#row(user, me)));
  }

  #row(user, me) {
    const own = user.id === me?.id && h("span", { class: "person-you" }, this.#language.t("you"));
    return h(
      "li",
      { class: "person" },
      avatar(user),
      h("span", { class: "person-name", title: user.name }, user.name),
      own,
    );
  }
}

import { h, setText } from "../kit/dom.js";

/** The smallest form of the chat in a frame: how many people are in the room, and how much is unread. */
export class CountView {
  #context;
  #people = h("span", { class: "count-people" });
  #unread = h("span", { class: "count-unread", hidden: true });

  constructor(context) {
    this.#context = context;
    this.element = h("main", { class: "count-only", role: "status" }, this.#people, this.#unread);
  }

  render({ rooms, active, connection, loginForm }) {
    const { language } = this.#context;
    const room = rooms[active];
    const waits = connection.state === "refused" || loginForm.note !== null ? "embed.signedOut" : "loginPage.entering";
    setText(this.#people, room?.joined ? language.t("people.here", { count: room.count }) : language.t(waits));
    const count = room?.unread ?? 0;
    setText(this.#unread, count > 0 ? language.t("pill.unread", { count }) : "");
    this.#unread.hidden = count === 0;
  }

  close() {}
}

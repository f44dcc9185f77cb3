import { Dialog } from "../kit/dialog.js";
import { h, setText } from "../kit/dom.js";
import { nameOf } from "../kit/room_name.js";

/** The question whether to be a member of a room no more. */
export class Resign {
  #context;
  #sure = h("p", { class: "dialog-hint" });
  #dialog;

  constructor(context) {
    this.#context = context;
    const yes = context.language.t("room.resign.yes");
    this.#dialog = new Dialog(context, { name: "resign", fields: [this.#sure], yes, danger: true });
    this.element = this.#dialog.element;
  }

  open(room) {
    const { language, company, model } = this.#context;
    setText(this.#sure, language.t("room.resign.sure", { room: nameOf(language, model.state, room) }));
    this.#dialog.open({ title: language.t("room.resign"), submit: () => company.resign(room) });
  }
}

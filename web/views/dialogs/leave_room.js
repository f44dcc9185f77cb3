import { Dialog } from "../kit/dialog.js";
import { h, setText } from "../kit/dom.js";
import { isLastOwner } from "../../store/permissions.js";
import { roomNameById } from "../kit/room_name.js";

/** The dialog to give up the membership of a room. */
export class LeaveRoomDialog {
  #context;
  #question = h("p", { class: "dialog-hint" });
  #dialog;

  constructor(context) {
    this.#context = context;
    const yes = context.language.t("room.resign.yes");
    this.#dialog = new Dialog(context, { name: "resign", fields: [this.#question], yes, danger: true });
    this.element = this.#dialog.element;
  }

  open(room) {
    const { language, members, store } = this.#context;
    const { state } = store;
    const sure = isLastOwner(state.rooms[room], state.me) ? "room.resign.last" : "room.resign.sure";
    setText(this.#question, language.t(sure, { room: roomNameById(language, state, room) }));
    this.#dialog.open({ title: language.t("room.resign"), submit: () => members.resign(room) });
  }
}

import { suggestRoomId } from "../../text/text.js";
import { Dialog, radioGroup, setRadio, radioValue, textField } from "../kit/dialog.js";
import { h } from "../kit/dom.js";

const KINDS = ["private", "public", "announce"];

/** The dialog to create a room. */
export class CreateRoomDialog {
  #context;
  #kind;
  #title;
  #room;
  #topic;
  #dialog;
  #address;
  #idEdited = false;

  constructor(context) {
    this.#context = context;
    const { language } = context;
    const t = (name) => language.t(name);
    const options = KINDS.map((kind) => ({ value: kind, words: t(`kind.${kind}`), about: t(`kind.${kind}.about`) }));
    this.#kind = radioGroup("create-kind", t("create.kind"), options, { chosen: "private", change: () => this.#showAddress() });
    this.#kind.classList.add("is-tall");
    this.#title = textField("create-name", t("create.name"), {
      maxlength: "200",
      placeholder: t("create.name.hint"),
      on: { input: () => this.#suggest() },
    });
    this.#room = textField("create-id", t("create.id"), {
      maxlength: "164",
      autocapitalize: "none",
      spellcheck: "false",
      on: { input: () => (this.#idEdited = true) },
    });
    this.#topic = textField("create-topic", t("create.topic"), { maxlength: "1000" });
    this.#address = h("div", { class: "create-id", hidden: true }, this.#room.all);
    const fields = [this.#kind, ...this.#title.all, this.#address, ...this.#topic.all];
    this.#dialog = new Dialog(context, { name: "create", fields, yes: t("create.yes") });
    this.element = this.#dialog.element;
  }

  open() {
    for (const { input } of [this.#title, this.#room, this.#topic]) {
      input.value = "";
    }
    this.#idEdited = false;
    setRadio(this.#kind, "private");
    this.#showAddress();
    const title = this.#context.language.t("create.title");
    this.#dialog.open({ title, submit: () => this.#create(), focus: this.#title.input });
  }

  #showAddress() {
    this.#address.hidden = radioValue(this.#kind) === "private";
  }

  // The id follows the title until it is edited.
  #suggest() {
    if (!this.#idEdited) {
      this.#room.input.value = suggestRoomId(this.#title.input.value).toLowerCase();
    }
  }

  async #create() {
    const { members, roomActions, language, returnFocus } = this.#context;
    const kind = radioValue(this.#kind);
    const title = this.#title.input.value;
    const room = this.#room.input.value.trim().replace(/^#/, "");
    if (title.trim() === "") {
      this.#dialog.showError(language.t("create.unnamed"));
      return false;
    }
    const problem = kind === "private" ? null : roomActions.roomNameProblem(room);
    if (problem) {
      this.#dialog.showError(language.t(problem.name, problem.values));
      this.#room.input.focus();
      return false;
    }
    await members.createRoom({ kind, room, title, topic: this.#topic.input.value });
    return returnFocus;
  }
}

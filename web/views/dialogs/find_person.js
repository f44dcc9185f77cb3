import { Dialog, textField } from "../kit/dialog.js";
import { h, setText } from "../kit/dom.js";
import { roomNameById } from "../kit/room_name.js";
import { errorText } from "../kit/error_text.js";

/** The dialog to find a person by the name of their account: for a direct message or an invitation. */
export class FindPersonDialog {
  #context;
  #name;
  #hint = h("p", { class: "dialog-hint" });
  #dialog;

  constructor(context) {
    this.#context = context;
    const words = { maxlength: "64", autocapitalize: "none", spellcheck: "false" };
    this.#name = textField("seek-name", context.language.t("find.name"), words);
    this.#dialog = new Dialog(context, { name: "seek", fields: [this.#hint, ...this.#name.all] });
    this.element = this.#dialog.element;
  }

  /** Open it to start a direct conversation. */
  direct() {
    const { members, language, returnFocus } = this.#context;
    const words = { title: language.t("direct.title"), hint: language.t("direct.hint"), yes: language.t("direct.yes") };
    this.#open(words, async (user) => {
      await members.openDirect(user);
      return returnFocus;
    });
  }

  /** Open it to invite somebody to a room. */
  invite(room) {
    const { members, language, store } = this.#context;
    const title = language.t("invite.title", { room: roomNameById(language, store.state, room) });
    const words = { title, hint: language.t("invite.hint"), yes: language.t("invite.yes") };
    this.#open(words, (user) => members.invite(room, user));
  }

  #open({ title, hint, yes }, act) {
    const { members, language } = this.#context;
    this.#name.input.value = "";
    setText(this.#hint, hint);
    const submit = async () => {
      if (this.#name.input.value.trim() === "") {
        return false;
      }
      return act(await members.findAccount(this.#name.input.value));
    };
    const none = (error) => error.code === "not_found" || (error.code === "invalid" && error.field === "name");
    const words = (error) => (none(error) ? language.t("find.none") : errorText(language, error));
    this.#dialog.open({ title, yes, submit, words, focus: this.#name.input });
  }
}

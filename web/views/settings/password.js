import { Field, usernameField } from "../kit/field.js";
import { h, setText } from "../kit/dom.js";
import { Sheet } from "../kit/form.js";
import { newPassword } from "../login/forms.js";

/** Where one's password is changed, which ends all other sessions. */
export class Secrets {
  #context;
  #whose;
  #sheet;
  #done = h("p", { class: "fold-note", role: "status" });

  constructor(context) {
    this.#context = context;
    const { language } = context;
    this.#whose = usernameField();
    const old = new Field(context, {
      id: "old-password",
      label: language.t("password.old"),
      secret: true,
      name: "password",
      autocomplete: "current-password",
    });
    this.#sheet = new Sheet(context, {
      name: "change-password",
      before: [this.#whose],
      fields: { old, password: newPassword(context, context.model.state.door.site ?? {}, {
          id: "next-password",
          label: "password.new",
        }) },
      label: language.t("password.change"),
      send: (typed) => this.#send(typed),
    });
    this.element = h(
      "div",
      {},
      h("p", { class: "fold-about" }, language.t("password.about")),
      this.#sheet.element,
      this.#done,
    );
  }

  render({ me, login }) {
    this.#whose.value = login ?? me?.name ?? "";
  }

  reset() {
    this.#sheet.clear();
    setText(this.#done, "");
  }

  async #send(typed) {
    const { language, profile } = this.#context;
    setText(this.#done, "");
    this.#sheet.hold(true, language.t("gate.entering"));
    const doubt = await profile.changePassword(typed);
    this.#sheet.hold(false);
    if (doubt === null) {
      this.#sheet.clear();
      setText(this.#done, language.t("password.done"));
    } else {
      this.#sheet.tell(doubt);
    }
  }
}

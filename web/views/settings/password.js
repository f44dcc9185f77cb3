import { Field, usernameField } from "../kit/field.js";
import { h, setText } from "../kit/dom.js";
import { Form } from "../kit/form.js";
import { newPassword } from "../login/forms.js";

/** Changes the password, which ends all other sessions. */
export class PasswordForm {
  #context;
  #usernameField;
  #form;
  #doneNote = h("p", { class: "fold-note", role: "status" });

  constructor(context) {
    this.#context = context;
    const { language } = context;
    this.#usernameField = usernameField();
    const old = new Field(context, {
      id: "old-password",
      label: language.t("password.old"),
      secret: true,
      name: "password",
      autocomplete: "current-password",
    });
    this.#form = new Form(context, {
      name: "change-password",
      before: [this.#usernameField],
      fields: { old, password: newPassword(context, context.store.state.loginForm.site ?? {}, {
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
      this.#form.element,
      this.#doneNote,
    );
  }

  render({ me, loginName }) {
    this.#usernameField.value = loginName ?? me?.name ?? "";
  }

  reset() {
    this.#form.clear();
    setText(this.#doneNote, "");
  }

  async #send(typed) {
    const { language, profile } = this.#context;
    setText(this.#doneNote, "");
    if ((await this.#form.waitFor(profile.changePassword(typed))) === null) {
      this.#form.clear();
      setText(this.#doneNote, language.t("password.done"));
    }
  }
}

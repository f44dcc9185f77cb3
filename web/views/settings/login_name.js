import { h, setText } from "../kit/dom.js";
import { Field } from "../kit/field.js";
import { Form } from "../kit/form.js";

/** Shows and changes the name that the account signs in with, which may differ from the name others see. */
export class LoginNameForm {
  #context;
  #current = h("p", { class: "fold-about" });
  #form;
  #doneNote = h("p", { class: "fold-note", role: "status" });

  constructor(context) {
    this.#context = context;
    const { language } = context;
    const login = new Field(context, {
      id: "new-login",
      label: language.t("login.new"),
      name: "username",
      autocomplete: "username",
      autocapitalize: "none",
      spellcheck: "false",
      maxlength: "64",
    });
    const password = new Field(context, {
      id: "login-password",
      label: language.t("password"),
      secret: true,
      name: "password",
      autocomplete: "current-password",
    });
    this.#form = new Form(context, {
      name: "change-login",
      fields: { login, password },
      label: language.t("login.do"),
      send: (typed) => this.#send(typed),
    });
    this.element = h("div", {}, this.#current, this.#form.element, this.#doneNote);
  }

  render({ loginName }) {
    setText(this.#current, loginName === null ? "" : this.#context.language.t("login.about", { name: loginName }));
  }

  reset() {
    this.#form.clear();
    setText(this.#doneNote, "");
  }

  async #send(typed) {
    const { language, profile } = this.#context;
    setText(this.#doneNote, "");
    if ((await this.#form.waitFor(profile.changeLogin(typed))) === null) {
      this.#form.clear();
      setText(this.#doneNote, language.t("login.done"));
    }
  }
}

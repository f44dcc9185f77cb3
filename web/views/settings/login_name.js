import { h, setText } from "../kit/dom.js";
import { Field } from "../kit/field.js";
import { Sheet } from "../kit/form.js";

/** Where the name that one signs in with is told and changed: it is not the one that others see. */
export class Login {
  #context;
  #now = h("p", { class: "fold-about" });
  #sheet;
  #done = h("p", { class: "fold-note", role: "status" });

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
    this.#sheet = new Sheet(context, {
      name: "change-login",
      fields: { login, password },
      label: language.t("login.do"),
      send: (typed) => this.#send(typed),
    });
    this.element = h("div", {}, this.#now, this.#sheet.element, this.#done);
  }

  render({ login }) {
    setText(this.#now, login === null ? "" : this.#context.language.t("login.about", { name: login }));
  }

  reset() {
    this.#sheet.clear();
    setText(this.#done, "");
  }

  async #send(typed) {
    const { language, profile } = this.#context;
    setText(this.#done, "");
    this.#sheet.hold(true, language.t("gate.entering"));
    const doubt = await profile.changeLogin(typed);
    this.#sheet.hold(false);
    if (doubt === null) {
      this.#sheet.clear();
      setText(this.#done, language.t("login.done"));
    } else {
      this.#sheet.tell(doubt);
    }
  }
}

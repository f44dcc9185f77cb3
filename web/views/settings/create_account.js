import { Field } from "../kit/field.js";
import { h } from "../kit/dom.js";
import { Form } from "../kit/form.js";
import { newPassword } from "../login/forms.js";

/** The form in which a guest creates an account. */
export class CreateAccountForm {
  #context;
  #form;

  constructor(context) {
    this.#context = context;
    const { language } = context;
    const name = new Field(context, {
      id: "account-name",
      label: language.t("loginPage.name"),
      name: "username",
      autocomplete: "username",
      maxlength: "64",
    });
    const password = newPassword(context, context.store.state.loginForm.site ?? {}, { id: "account-password" });
    this.#form = new Form(context, {
      name: "become",
      fields: { name, password },
      label: language.t("loginPage.register.do"),
      send: (typed) => this.#form.waitFor(context.login.upgradeGuest(typed), { leaving: true }),
    });
    this.element = h("div", {}, h("p", { class: "fold-about" }, language.t("createAccount.about")), this.#form.element);
  }

  render() {}

  reset() {
    this.#form.clear();
  }

  /** Start with the guest's name. */
  open() {
    this.#form.fill({ name: this.#context.storage.name });
    this.#form.focus();
  }
}

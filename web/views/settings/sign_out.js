import { Field, usernameField } from "../kit/field.js";
import { details } from "../kit/details.js";
import { h, setText } from "../kit/dom.js";
import { Form } from "../kit/form.js";
import { errorText } from "../kit/error_text.js";

/** Sign out, delete the account; for a guest, forget the person on this device. */
export class SignOutSection {
  #context;
  #signOutButton;
  #deleteSection;
  #usernameField;
  #form;
  #status = h("p", { class: "complaint", role: "alert" });
  #warning;
  #forgetButton;
  #guestSection;

  constructor(context) {
    this.#context = context;
    const { language } = context;
    const t = (name) => language.t(name);
    this.#signOutButton = h("button", { type: "button", class: "button quiet", on: { click: () => this.#signOut() } }, t("me.leave"));
    const password = new Field(context, {
      id: "last-password",
      label: t("password"),
      secret: true,
      name: "password",
      autocomplete: "current-password",
    });
    this.#usernameField = usernameField();
    this.#form = new Form(context, {
      name: "delete-account",
      before: [this.#usernameField],
      fields: { password },
      label: t("remove.yes"),
      danger: true,
      send: (typed) => this.#deleteAccount(typed),
    });
    const about = h("p", { class: "fold-about" }, t("remove.about"));
    this.#deleteSection = details(t("remove"), [about, this.#form.element], { group: "settings" });
    this.#warning = h("p", { class: "sure", hidden: true }, t("me.forget.sure"));
    this.#forgetButton = h("button", { type: "button", class: "button quiet danger", on: { click: () => this.#forgetPerson() } });
    this.#guestSection = h("div", {}, this.#warning, this.#forgetButton);
    this.element = h("div", { class: "farewell" }, this.#deleteSection, this.#signOutButton, this.#status, this.#guestSection);
  }

  render({ account, me, loginName }) {
    this.#usernameField.value = loginName ?? me?.name ?? "";
    const owned = account?.kind === "account";
    const signedIn = owned || account?.kind === "token";
    this.#signOutButton.hidden = !signedIn;
    this.#deleteSection.hidden = !owned;
    this.#guestSection.hidden = signedIn;
  }

  reset() {
    this.#form.clear();
    this.#deleteSection.open = false;
    this.#warning.hidden = true;
    setText(this.#status, "");
    setText(this.#forgetButton, this.#context.language.t("me.forget"));
  }

  async #signOut() {
    const { login, language } = this.#context;
    this.#signOutButton.disabled = true;
    try {
      await login.signOut();
    } catch (error) {
      this.#signOutButton.disabled = false;
      setText(this.#status, errorText(language, error));
    }
  }

  #deleteAccount(typed) {
    const { profile, login } = this.#context;
    const deleting = profile.deleteAccount(typed, (task) => login.accountDeleted(task));
    return this.#form.waitFor(deleting, { leaving: true });
  }

  #forgetPerson() {
    const { login, language } = this.#context;
    if (this.#warning.hidden) {
      this.#warning.hidden = false;
      setText(this.#forgetButton, language.t("me.forget.yes"));
    } else {
      login.forgetPerson();
    }
  }
}

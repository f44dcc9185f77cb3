import { Field, usernameField } from "../kit/field.js";
import { h } from "../kit/dom.js";
import { Form } from "../kit/form.js";

/** The form of a mode: `guest`, `signIn`, `register` or `reset`. */
export function loginForm(context, mode, site) {
  return FORMS[mode](context, site ?? {});
}

const FORMS = { guest, signIn, register, reset };

function guest(context, { accounts }) {
  const { language, login } = context;
  const t = (name) => language.t(name);
  const name = new Field(context, {
    id: "name",
    label: t("loginPage.name"),
    hint: accounts ? t("loginPage.guest.hint") : null,
    name: "nickname",
    autocomplete: "nickname",
    maxlength: "64",
    placeholder: t("loginPage.placeholder"),
    enterkeyhint: "go",
  });
  const send = (typed) => login.enterAsGuest(typed.name);
  return new Form(context, { name: "guest", fields: { name }, label: t("loginPage.enter"), send });
}

function signIn(context) {
  const { language, login } = context;
  const t = (name) => language.t(name);
  const password = new Field(context, {
    id: "password",
    label: t("password"),
    secret: true,
    name: "password",
    autocomplete: "current-password",
    enterkeyhint: "go",
  });
  const after = [h("p", { class: "gate-forgot" }, t("loginPage.forgot"))];
  const send = (typed) => login.signIn(typed);
  const fields = { name: nameField(context), password };
  return new Form(context, { name: "sign-in", fields, after, label: t("loginPage.signIn"), send });
}

function register(context, site) {
  const { language, login } = context;
  const fields = { name: nameField(context), password: newPassword(context, site) };
  const send = (typed) => login.register(typed);
  return new Form(context, { name: "register", fields, label: language.t("loginPage.register.do"), send });
}

function reset(context, site) {
  const { language, login } = context;
  const send = (typed) => login.resetPassword(typed);
  const beside = [
    h("button", { type: "button", class: "button quiet", on: { click: () => login.discardLink() } }, language.t("cancel")),
  ];
  const fields = { password: newPassword(context, site, { label: "password.new" }) };
  // The link does not contain the user's name; the password manager may know it.
  return new Form(context, { name: "reset", before: [usernameField()], fields, beside, label: language.t("loginPage.reset.do"), send });
}

function nameField(context) {
  return new Field(context, {
    id: "name",
    label: context.language.t("loginPage.name"),
    name: "username",
    autocomplete: "username",
    autocapitalize: "none",
    spellcheck: "false",
    maxlength: "64",
    enterkeyhint: "next",
  });
}

/** A field for a new password. */
export function newPassword(context, { password_least: count = 8 } = {}, { id = "password", label = "password" } = {}) {
  const { language } = context;
  return new Field(context, {
    id,
    label: language.t(label),
    hint: language.t("password.least", { count }),
    secret: true,
    name: "new-password",
    autocomplete: "new-password",
    enterkeyhint: "go",
  });
}

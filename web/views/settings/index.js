import { avatar } from "../kit/avatar.js";
import { NotificationSettings } from "./notifications.js";
import { ContactSettings } from "./contact.js";
import { CreateAccountForm } from "./create_account.js";
import { h, iconButton, setText } from "../kit/dom.js";
import { SignOutSection } from "./sign_out.js";
import { Field } from "../kit/field.js";
import { details } from "../kit/details.js";
import { IgnoredList } from "./ignored.js";
import { LoginNameForm } from "./login_name.js";
import { PasswordForm } from "./password.js";
import { SessionList } from "./sessions.js";
import { Form } from "../kit/form.js";
import { ExportButton } from "./export.js";

const group = "settings";

/** The dialog of the person's own settings. */
export class SettingsDialog {
  #context;
  #avatar = h("span", { class: "self-face" });
  #name = h("span", { class: "self-name", dir: "auto" });
  #kind = h("span", { class: "self-kind" });
  #loginNote = h("span", { class: "self-kind" });
  #operatorLink;
  #rename;
  #parts;
  #sections;
  #drawnUser = null;

  constructor(context) {
    this.#context = context;
    const t = (name) => context.language.t(name);
    const name = new Field(context, { id: "new-name", label: t("me.name"), name: "nickname", autocomplete: "nickname", maxlength: "64" });
    this.#rename = new Form(context, {
      name: "rename",
      fields: { name },
      label: t("me.save"),
      send: (typed) => this.#save(typed),
    });
    const sessions = new SessionList(context);
    const belonging = new CreateAccountForm(context);
    const [secrets, bells, ignored] = [new PasswordForm(context), new NotificationSettings(context), new IgnoredList(context)];
    const contact = new ContactSettings(context);
    const login = new LoginNameForm(context);
    const takeaway = new ExportButton(context);
    const farewell = new SignOutSection(context);
    this.#parts = [sessions, belonging, login, secrets, bells, contact, ignored, takeaway, farewell];
    this.#sections = {
      become: details(t("createAccount"), belonging.element, { group, opened: () => belonging.open() }),
      bells: details(t("notifications"), bells.element, { group }),
      contact: details(t("contact"), contact.element, { group, opened: () => contact.open() }),
      ignored: details(t("ignored"), ignored.element, { group }),
      login: details(t("login.change"), login.element, { group }),
      secrets: details(t("password.change"), secrets.element, { group }),
      sessions: details(t("sessions"), sessions.element, { group, opened: () => sessions.open() }),
    };
    const close = () => this.element.close();
    // A tab of its own: the chat goes on.
    const away = { href: "admin", target: "_blank", rel: "noopener" };
    this.#operatorLink = h("a", { class: "self-kind", ...away, hidden: true }, t("me.operatorPage"));
    const words = h("div", { class: "self-words" }, this.#name, this.#kind, this.#loginNote, this.#operatorLink);
    this.element = h(
      "dialog",
      { class: "dialog settings", "aria-labelledby": "settings-title", on: { close: () => this.#reset() } },
      h("h2", { id: "settings-title", class: "visually-hidden" }, t("me.settings")),
      h("header", { class: "self" }, this.#avatar, words, iconButton("close", t("close"), close)),
      this.#rename.element,
      h("div", { class: "folds" }, Object.values(this.#sections)),
      takeaway.element,
      farewell.element,
    );
    this.#reset();
  }

  open() {
    this.#rename.fill({ name: this.#context.storage.name });
    this.#context.profile.loadLoginName();
    this.element.showModal();
    this.element.querySelector("#new-name").select();
  }

  render(state) {
    const { me, account, loginForm, loginName } = state;
    const { language } = this.#context;
    const owned = account?.kind === "account";
    if (me !== this.#drawnUser) {
      this.#drawnUser = me;
      this.#avatar.replaceChildren(...(me ? [avatar(me)] : []));
      setText(this.#name, me?.name ?? "");
    }
    const apart = owned && loginName !== null && loginName !== me?.name;
    setText(this.#loginNote, apart ? language.t("login.now", { name: loginName }) : "");
    const kind = account?.admin ? "admin" : owned ? "account" : me?.id.startsWith("g.") ? "guest" : "other";
    setText(this.#kind, language.t(KINDS[kind]));
    this.#operatorLink.hidden = kind !== "admin";
    this.#rename.element.hidden = kind === "other";
    this.#sections.become.hidden = kind !== "guest" || loginForm.site?.registration !== "open";
    this.#sections.secrets.hidden = !owned;
    this.#sections.login.hidden = !owned;
    this.#sections.sessions.hidden = !owned;
    this.#parts.forEach((part) => part.render?.(state));
  }

  close() {
    this.element.close();
  }

  async #save({ name }) {
    const { profile, roomActions } = this.#context;
    const before = this.#context.store.state.me?.name;
    const problem = await this.#rename.waitFor(profile.rename(name));
    const now = this.#context.store.state.me?.name;
    if (problem === null) {
      this.element.close();
      if (now !== before) {
        roomActions.showToast("me.renamed", { name: now });
      }
    }
  }

  #reset() {
    this.#parts.forEach((part) => part.reset());
    this.#rename.showProblem(null);
    Object.values(this.#sections).forEach((one) => (one.open = false));
  }
}

const KINDS = { admin: "me.admin", account: "me.account", guest: "me.guest", other: "me.other" };

import { avatar } from "../kit/avatar.js";
import { Bells } from "./notifications.js";
import { Belonging } from "./create_account.js";
import { h, iconButton, setText } from "../kit/dom.js";
import { Farewell } from "./sign_out.js";
import { Field } from "../kit/field.js";
import { fold } from "../kit/details.js";
import { Ignored } from "./ignored.js";
import { Login } from "./login_name.js";
import { Secrets } from "./password.js";
import { Sessions } from "./sessions.js";
import { Sheet } from "../kit/form.js";
import { Takeaway } from "./export.js";

const group = "settings";

/** A dialog with what concerns oneself. */
export class Settings {
  #context;
  #face = h("span", { class: "self-face" });
  #name = h("span", { class: "self-name", dir: "auto" });
  #kind = h("span", { class: "self-kind" });
  #login = h("span", { class: "self-kind" });
  #rename;
  #parts;
  #folds;
  #me = null;

  constructor(context) {
    this.#context = context;
    const t = (name) => context.language.t(name);
    const name = new Field(context, { id: "new-name", label: t("me.name"), name: "nickname", autocomplete: "nickname", maxlength: "64" });
    this.#rename = new Sheet(context, {
      name: "rename",
      fields: { name },
      label: t("me.save"),
      send: (typed) => this.#save(typed),
    });
    const sessions = new Sessions(context);
    const belonging = new Belonging(context);
    const [secrets, bells, ignored] = [new Secrets(context), new Bells(context), new Ignored(context)];
    const login = new Login(context);
    const takeaway = new Takeaway(context);
    const farewell = new Farewell(context);
    this.#parts = [sessions, belonging, login, secrets, bells, ignored, takeaway, farewell];
    this.#folds = {
      become: fold(t("become"), belonging.element, { group, opened: () => belonging.open() }),
      bells: fold(t("alerts"), bells.element, { group }),
      ignored: fold(t("ignored"), ignored.element, { group }),
      login: fold(t("login.change"), login.element, { group }),
      secrets: fold(t("password.change"), secrets.element, { group }),
      sessions: fold(t("sessions"), sessions.element, { group, opened: () => sessions.open() }),
    };
    const close = () => this.element.close();
    const words = h("div", { class: "self-words" }, this.#name, this.#kind, this.#login);
    this.element = h(
      "dialog",
      { class: "dialog settings", "aria-labelledby": "settings-title", on: { close: () => this.#reset() } },
      h("h2", { id: "settings-title", class: "visually-hidden" }, t("me.settings")),
      h("header", { class: "self" }, this.#face, words, iconButton("close", t("close"), close)),
      this.#rename.element,
      h("div", { class: "folds" }, Object.values(this.#folds)),
      takeaway.element,
      farewell.element,
    );
    this.#reset();
  }

  open() {
    this.#rename.fill({ name: this.#context.store.name });
    this.#context.profile.lookUp();
    this.element.showModal();
    this.element.querySelector("#new-name").select();
  }

  render(state) {
    const { me, account, door, login } = state;
    const { language } = this.#context;
    const owned = account?.kind === "account";
    if (me !== this.#me) {
      this.#me = me;
      this.#face.replaceChildren(...(me ? [avatar(me)] : []));
      setText(this.#name, me?.name ?? "");
    }
    const apart = owned && login !== null && login !== me?.name;
    setText(this.#login, apart ? language.t("login.now", { name: login }) : "");
    const kind = account?.admin ? "admin" : owned ? "account" : me?.id.startsWith("g.") ? "guest" : "other";
    setText(this.#kind, language.t(KINDS[kind]));
    this.#rename.element.hidden = kind === "other";
    this.#folds.become.hidden = kind !== "guest" || door.site?.registration !== "open";
    this.#folds.secrets.hidden = !owned;
    this.#folds.login.hidden = !owned;
    this.#folds.sessions.hidden = !owned;
    this.#parts.forEach((part) => part.render?.(state));
  }

  close() {
    this.element.close();
  }

  async #save({ name }) {
    const { language, profile, intents } = this.#context;
    this.#rename.hold(true, language.t("gate.entering"));
    const before = this.#context.model.state.me?.name;
    const doubt = await profile.rename(name);
    this.#rename.hold(false);
    this.#rename.tell(doubt);
    const now = this.#context.model.state.me?.name;
    if (doubt === null) {
      this.element.close();
      if (now !== before) {
        intents.notice("me.renamed", { name: now });
      }
    }
  }

  #reset() {
    this.#parts.forEach((part) => part.reset());
    this.#rename.tell(null);
    Object.values(this.#folds).forEach((one) => (one.open = false));
  }
}

const KINDS = { admin: "me.admin", account: "me.account", guest: "me.guest", other: "me.other" };

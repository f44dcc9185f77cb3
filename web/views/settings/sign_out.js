import { Field, usernameField } from "../kit/field.js";
import { fold } from "../kit/details.js";
import { h, setText } from "../kit/dom.js";
import { Sheet } from "../kit/form.js";
import { explain } from "../kit/error_text.js";

/** The ways out: sign out, delete the account; for a guest, start afresh. */
export class Farewell {
  #context;
  #leave;
  #remove;
  #whose;
  #sheet;
  #status = h("p", { class: "complaint", role: "alert" });
  #sure;
  #ask;
  #guest;

  constructor(context) {
    this.#context = context;
    const { language } = context;
    const t = (name) => language.t(name);
    this.#leave = h("button", { type: "button", class: "button quiet", on: { click: () => this.#go() } }, t("me.leave"));
    const password = new Field(context, {
      id: "last-password",
      label: t("password"),
      secret: true,
      name: "password",
      autocomplete: "current-password",
    });
    this.#whose = usernameField();
    this.#sheet = new Sheet(context, {
      name: "delete-account",
      before: [this.#whose],
      fields: { password },
      label: t("remove.yes"),
      danger: true,
      send: (typed) => this.#send(typed),
    });
    const about = h("p", { class: "fold-about" }, t("remove.about"));
    this.#remove = fold(t("remove"), [about, this.#sheet.element], { group: "settings" });
    this.#sure = h("p", { class: "sure", hidden: true }, t("me.forget.sure"));
    this.#ask = h("button", { type: "button", class: "button quiet danger", on: { click: () => this.#forget() } });
    this.#guest = h("div", {}, this.#sure, this.#ask);
    this.element = h("div", { class: "farewell" }, this.#remove, this.#leave, this.#status, this.#guest);
  }

  render({ account, me, login }) {
    this.#whose.value = login ?? me?.name ?? "";
    const owned = account?.kind === "account";
    this.#leave.hidden = !owned;
    this.#remove.hidden = !owned;
    this.#guest.hidden = owned;
  }

  reset() {
    this.#sheet.clear();
    this.#remove.open = false;
    this.#sure.hidden = true;
    setText(this.#status, "");
    setText(this.#ask, this.#context.language.t("me.forget"));
  }

  async #go() {
    const { entry, language } = this.#context;
    this.#leave.disabled = true;
    try {
      await entry.leave();
    } catch (error) {
      this.#leave.disabled = false;
      setText(this.#status, explain(language, error));
    }
  }

  async #send(typed) {
    const { language, profile, entry } = this.#context;
    this.#sheet.hold(true, language.t("gate.entering"));
    const doubt = await profile.remove(typed, (task) => entry.removed(task));
    this.#sheet.hold(doubt === null);
    this.#sheet.tell(doubt);
  }

  #forget() {
    const { entry, language } = this.#context;
    if (this.#sure.hidden) {
      this.#sure.hidden = false;
      setText(this.#ask, language.t("me.forget.yes"));
    } else {
      entry.forget();
    }
  }
}

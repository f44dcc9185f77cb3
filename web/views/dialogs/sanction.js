import { SANCTION_LENGTHS, sanctionScopes } from "../../store/permissions.js";
import { Dialog, radioGroup, setRadio, radioValue, textField } from "../kit/dialog.js";
import { h, setText } from "../kit/dom.js";

/** The dialog to mute, kick or ban a user: length, scope and reason. */
export class SanctionDialog {
  #context;
  #about = h("p", { class: "dialog-hint" });
  #length;
  #where;
  #reason;
  #address = h("input", { type: "checkbox", id: "act-address" });
  #addressRow;
  #dialog;

  constructor(context) {
    this.#context = context;
    const { language } = context;
    const t = (name) => language.t(name);
    const length = (ms) => ({ value: String(ms), words: ms === null ? t("act.ever") : language.span(ms) });
    this.#length = radioGroup("act-length", t("act.length"), SANCTION_LENGTHS.map(length));
    const where = ["room", "site"].map((value) => ({ value, words: t(`act.${value}`) }));
    this.#where = radioGroup("act-where", t("act.where"), where);
    this.#reason = textField("act-reason", t("act.reason"), { maxlength: "500" });
    this.#addressRow = h("label", { class: "check" }, this.#address, h("span", {}, t("act.address")));
    const fields = [this.#about, this.#length, this.#where, ...this.#reason.all, this.#addressRow];
    this.#dialog = new Dialog(context, { name: "penalty", fields, danger: true });
    this.element = this.#dialog.element;
  }

  /** Open it for `act` (`mute`, `kick` or `ban`) against a user; `room` may be null. */
  open(act, user, room) {
    const { language, store } = this.#context;
    const places = sanctionScopes(act, user, room, store.state);
    setText(this.#about, language.t(`act.${act}.about`));
    this.#length.hidden = act === "kick";
    this.#addressRow.hidden = act === "kick";
    this.#where.hidden = places.length < 2;
    setRadio(this.#length, String(SANCTION_LENGTHS[1]));
    setRadio(this.#where, places[0]);
    this.#reason.input.value = "";
    this.#address.checked = false;
    const submit = () => this.#send(act, user, room);
    const focus = act === "kick" ? this.#reason.input : this.#length.querySelector("input:checked");
    const title = language.t(`act.${act}.title`, { name: user.name });
    this.#dialog.open({ title, yes: language.t(`act.${act}`), submit, focus });
  }

  async #send(act, user, room) {
    const chosen = radioValue(this.#length);
    await this.#context.moderation.sanction({
      act,
      user,
      room: radioValue(this.#where) === "site" ? null : room.id,
      length: chosen === "null" ? null : Number(chosen),
      reason: this.#reason.input.value,
      address: this.#address.checked,
    });
  }
}

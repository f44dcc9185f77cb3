import { Field } from "../kit/field.js";
import { h } from "../kit/dom.js";
import { Sheet } from "../kit/form.js";
import { newPassword } from "../login/forms.js";

/** Where a guest makes an account. */
export class Belonging {
  #context;
  #sheet;

  constructor(context) {
    this.#context = context;
    const { language } = context;
    const name = new Field(context, {
      id: "account-name",
      label: language.t("gate.name"),
      name: "username",
      autocomplete: "username",
      maxlength: "64",
    });
    const password = newPassword(context, context.model.state.door.site ?? {}, { id: "account-password" });
    this.#sheet = new Sheet(context, {
      name: "become",
      fields: { name, password },
      label: language.t("gate.register.do"),
      send: (typed) => this.#send(typed),
    });
    this.element = h("div", {}, h("p", { class: "fold-about" }, language.t("become.about")), this.#sheet.element);
  }

  render() {}

  reset() {
    this.#sheet.clear();
  }

  /** Begin with the name that the guest has. */
  open() {
    this.#sheet.fill({ name: this.#context.store.name });
    this.#sheet.focus();
  }

  async #send(typed) {
    const { language, entry } = this.#context;
    this.#sheet.hold(true, language.t("gate.entering"));
    const doubt = await entry.become(typed);
    this.#sheet.hold(doubt === null, language.t("gate.entering"));
    this.#sheet.tell(doubt);
  }
}

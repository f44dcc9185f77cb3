import { roomLike } from "../../text/text.js";
import { Dialog, choices, choose, chosenOf, field } from "../kit/dialog.js";
import { h } from "../kit/dom.js";

const KINDS = ["private", "public", "announce"];

/** The dialog in which a room is made. */
export class Create {
  #context;
  #kind;
  #title;
  #room;
  #topic;
  #dialog;
  #address;
  #own = false;

  constructor(context) {
    this.#context = context;
    const { language } = context;
    const t = (name) => language.t(name);
    const options = KINDS.map((kind) => ({ value: kind, words: t(`kind.${kind}`), about: t(`kind.${kind}.about`) }));
    this.#kind = choices("create-kind", t("create.kind"), options, { chosen: "private", change: () => this.#fit() });
    this.#kind.classList.add("is-tall");
    this.#title = field("create-name", t("create.name"), {
      maxlength: "200",
      placeholder: t("create.name.hint"),
      on: { input: () => this.#suggest() },
    });
    this.#room = field("create-id", t("create.id"), {
      maxlength: "164",
      autocapitalize: "none",
      spellcheck: "false",
      on: { input: () => (this.#own = true) },
    });
    this.#topic = field("create-topic", t("create.topic"), { maxlength: "1000" });
    this.#address = h("div", { class: "create-id", hidden: true }, this.#room.all);
    const fields = [this.#kind, ...this.#title.all, this.#address, ...this.#topic.all];
    this.#dialog = new Dialog(context, { name: "create", fields, yes: t("create.yes") });
    this.element = this.#dialog.element;
  }

  open() {
    for (const { input } of [this.#title, this.#room, this.#topic]) {
      input.value = "";
    }
    this.#own = false;
    choose(this.#kind, "private");
    this.#fit();
    const title = this.#context.language.t("create.title");
    this.#dialog.open({ title, submit: () => this.#make(), focus: this.#title.input });
  }

  #fit() {
    this.#address.hidden = chosenOf(this.#kind) === "private";
  }

  // The address follows the title until it is written by hand.
  #suggest() {
    if (!this.#own) {
      this.#room.input.value = roomLike(this.#title.input.value).toLowerCase();
    }
  }

  async #make() {
    const { company, intents, language, chosen } = this.#context;
    const kind = chosenOf(this.#kind);
    const title = this.#title.input.value;
    const room = this.#room.input.value.trim().replace(/^#/, "");
    if (title.trim() === "") {
      this.#dialog.complain(language.t("create.unnamed"));
      return false;
    }
    const doubt = kind === "private" ? null : intents.doubt(room);
    if (doubt) {
      this.#dialog.complain(language.t(doubt.name, doubt.values));
      this.#room.input.focus();
      return false;
    }
    await company.create({ kind, room, title, topic: this.#topic.input.value });
    return chosen;
  }
}

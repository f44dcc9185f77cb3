import { clean, length } from "../text.js";
import { h, icon, iconButton, setText } from "./dom.js";
import { isPlainEnter } from "./keys.js";

const LINES = 8;
const NEAR = 200;

/** Where one writes.  What is written but not sent is kept for each room. */
export class Composer {
  #context;
  #room = null;
  #limit = 4000;
  #reply;
  #area;
  #send;
  #count = h("span", { class: "write-count", role: "status" });
  #about = h("span", { class: "about-words" });
  #original = h("span", { class: "about-text" });
  #strip;

  constructor(context) {
    this.#context = context;
    const { language } = context;
    const t = (name, values) => language.t(name, values);
    this.#area = h("textarea", {
      class: "write",
      id: "write",
      rows: "1",
      "aria-label": t("write"),
      "aria-description": t("write.hint"),
      enterkeyhint: "send",
      autocomplete: "off",
      on: { input: () => this.#typed(), keydown: (event) => this.#key(event) },
    });
    this.#send = h(
      "button",
      { type: "submit", class: "send", "aria-label": t("send"), title: t("send") },
      icon("send"),
    );
    this.#strip = h(
      "div",
      { class: "about", hidden: true },
      this.#about,
      this.#original,
      iconButton("close", t("close"), () => this.#context.intents.reply(null)),
    );
    const submit = (event) => {
      event.preventDefault();
      this.#say();
    };
    this.element = h(
      "form",
      { class: "composer", novalidate: true, on: { submit } },
      this.#strip,
      h("div", { class: "write-box" }, this.#area, this.#count, this.#send),
      h("p", { class: "write-hint", "aria-hidden": "true" }, t("write.hint")),
    );
  }

  focus() {
    this.#area.focus();
  }

  render({ limits }, room) {
    this.#limit = limits.text ?? this.#limit;
    this.element.hidden = room === null;
    if (!room) {
      return;
    }
    if (room.id !== this.#room) {
      this.#room = room.id;
      this.#fill(this.#context.store.draft(room.id));
    }
    const { language } = this.#context;
    const barred = room.can !== null && !room.can.includes("say");
    this.#area.disabled = barred;
    this.#area.placeholder = language.t(barred ? "write.archived" : "write.to", { room: room.title || `#${room.id}` });
    this.#attend(room);
    this.#measure();
  }

  #attend({ reply }) {
    if (reply?.seq !== this.#reply) {
      this.#reply = reply?.seq;
      if (reply) {
        this.focus();
      }
    }
    const words = reply ? this.#context.language.t("reply.to", { name: reply.user.name }) : "";
    setText(this.#about, words);
    setText(this.#original, reply?.text ?? "");
    this.#strip.hidden = words === "";
  }

  #fill(text) {
    this.#area.value = text;
    this.#fit();
  }

  #typed() {
    const { store, intents } = this.#context;
    store.setDraft(this.#room, this.#area.value);
    if (this.#area.value.trim() !== "") {
      intents.typing();
    }
    this.#fit();
    this.#measure();
  }

  #key(event) {
    const { intents, changes } = this.#context;
    if (isPlainEnter(event)) {
      event.preventDefault();
      this.#say();
    } else if (event.key === "Escape" && !event.isComposing && this.#reply !== undefined) {
      event.stopPropagation();
      intents.reply(null);
    } else if (event.key === "ArrowUp" && this.#area.value === "" && changes.reviseLast()) {
      event.preventDefault();
    }
  }

  #say() {
    const { intents, store } = this.#context;
    const text = clean(this.#area.value);
    if (text.trim() === "" || length(text) > this.#limit || this.#area.disabled) {
      return;
    }
    store.setDraft(this.#room, "");
    this.#fill("");
    intents.say(text);
    this.#measure();
    this.focus();
  }

  // Where the style sheet cannot let the field grow with its text, its rows do.
  #fit() {
    const lines = this.#area.value.split("\n").length;
    this.#area.rows = Math.min(Math.max(lines, 1), LINES);
  }

  #measure() {
    const { language } = this.#context;
    const left = this.#limit - length(clean(this.#area.value));
    const text = left < 0 ? "write.over" : left < NEAR ? "write.left" : "";
    setText(this.#count, text && language.t(text, { count: Math.abs(left) }));
    this.#count.classList.toggle("is-over", left < 0);
    this.#send.disabled = left < 0 || this.#area.disabled || this.#area.value.trim() === "";
  }
}

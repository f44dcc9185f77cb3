import { reasonIn } from "../../store/sanctions.js";
import { pause, silence } from "../../store/speaking.js";
import { callable } from "../../text/mentions.js";
import { clean, length } from "../../text/text.js";
import { Completions } from "./mention_picker.js";
import { h, icon, iconButton, setText } from "../kit/dom.js";
import { isSending, writesByTouch } from "../kit/keyboard.js";
import { nameOf } from "../kit/room_name.js";
import { Spoken } from "../kit/live_region.js";
import { lasting } from "../kit/error_text.js";

const LINES = 8;
const NEAR = 200;
// How many characters there are left is spoken each time that so many have been written.
const TOLD = 50;

/** Where one writes.  What is written but not sent is kept for each room. */
export class Composer {
  #context;
  #room = null;
  #limit = 4000;
  #reply;
  #area;
  #send;
  #count = h("span", { class: "write-count" });
  #about = h("span", { class: "about-words" });
  #original = h("span", { class: "about-text", dir: "auto" });
  #strip;
  #box;
  #silence = h("p", { class: "silence", hidden: true });
  #slow = h("span", { class: "write-slow" });
  #spoken = { count: new Spoken(), silence: new Spoken(), slow: new Spoken() };
  #state = null;
  #waiting = false;
  #calm = () => {};
  #names;

  constructor(context) {
    this.#context = context;
    const { language } = context;
    const t = (name, values) => language.t(name, values);
    this.#area = h("textarea", {
      class: "write",
      id: "write",
      rows: "1",
      dir: "auto",
      "aria-label": t("write"),
      "aria-description": t(writesByTouch() ? "write.touch" : "write.hint"),
      enterkeyhint: writesByTouch() ? "enter" : "send",
      autocomplete: "off",
      on: {
        input: () => this.#typed(),
        keydown: (event) => this.#key(event),
        click: () => this.#offer(),
        keyup: ({ key }) => key.startsWith("Arrow") && this.#offer(),
      },
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
    this.#box = h("div", { class: "write-box" }, this.#area, this.#slow, this.#count, this.#send);
    context.intents.addEventListener("mend", ({ detail }) => this.#mend(detail));
    this.#names = new Completions(context, { area: this.#area, changed: () => this.#typed() });
    const submit = (event) => {
      event.preventDefault();
      this.#say();
    };
    this.element = h(
      "form",
      { class: "composer", novalidate: true, on: { submit } },
      this.#strip,
      this.#silence,
      this.#names.element,
      this.#box,
      Object.values(this.#spoken).map(({ element }) => element),
      h("p", { class: "write-hint", "aria-hidden": "true" }, t("write.hint")),
    );
  }

  /** Where one writes. */
  get field() {
    return this.#area;
  }

  focus() {
    this.#area.focus();
  }

  render(state, room) {
    this.#calm();
    this.#state = state;
    this.#limit = state.limits.text ?? this.#limit;
    this.element.hidden = room === null || room.barred !== null;
    if (this.element.hidden) {
      return;
    }
    if (room.id !== this.#room) {
      this.#room = room.id;
      this.#fill(this.#context.store.draft(room.id));
    }
    const { language } = this.#context;
    const hint = language.t("write.to", { room: nameOf(language, state, room.id) });
    if (this.#area.placeholder !== hint) {
      this.#area.placeholder = hint;
    }
    this.#hush(room);
    this.#attend(room);
    this.#measure();
  }

  close() {
    this.#calm();
  }

  // Who may not speak is told why in the place of the field; what counts down is drawn again each second.
  #hush(room) {
    const { clock, language } = this.#context;
    const silent = silence(room, this.#state.muted);
    const words = silent ? this.#why(silent) : "";
    setText(this.#silence, words);
    this.#spoken.silence.say(words, silent ? `${silent.why} ${silent.until} ${silent.reason}` : "");
    this.#silence.hidden = silent === null;
    this.#box.hidden = silent !== null;
    this.#area.disabled = silent !== null;
    const wait = silent ? 0 : pause(room, clock.now());
    this.#waiting = wait > 0;
    const left = wait > 0 ? language.t("write.slow", { left: language.left(wait) }) : "";
    setText(this.#slow, left);
    this.#spoken.slow.say(left, wait > 0 ? String(room.pausedUntil) : "");
    if (wait > 0 || silent?.until != null) {
      this.#calm = clock.after(Math.min(wait || 1000, 1000), () => this.render(this.#state, room));
    }
  }

  #why({ why, until, reason }) {
    const { language, clock } = this.#context;
    if (why === "muted") {
      const text = lasting(language, "write.muted", until, clock.time());
      const given = reasonIn(reason ?? "", "muted");
      return given ? language.t("error.with", { text, reason: given }) : text;
    }
    return language.t({ archived: "write.closed", announce: "write.announce" }[why] ?? "error.forbidden");
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

  #offer() {
    const { model } = this.#context;
    this.#names.look(model.room ? callable(model.room, model.state) : []);
  }

  #fill(text) {
    this.#names.close();
    this.#area.value = text;
    this.#fit();
  }

  // What is being written already comes after it.
  #mend({ room, text }) {
    const draft = this.#context.store.draft(room);
    const whole = draft.trim() === "" ? text : `${text}\n${draft}`;
    this.#context.store.setDraft(room, whole);
    this.#fill(whole);
    this.#measure();
    this.focus();
  }

  #typed() {
    const { store, intents } = this.#context;
    store.setDraft(this.#room, this.#area.value);
    if (this.#area.value.trim() !== "") {
      intents.typing();
    }
    this.#fit();
    this.#measure();
    this.#offer();
  }

  #key(event) {
    const { intents, changes } = this.#context;
    if (this.#names.key(event)) {
      return;
    }
    if (isSending(event)) {
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
    if (text.trim() === "" || length(text) > this.#limit || this.#area.disabled || this.#waiting) {
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
    const words = text && language.t(text, { count: Math.abs(left) });
    setText(this.#count, words);
    this.#spoken.count.say(words, text && `${text} ${left < 0 ? "" : Math.ceil(left / TOLD)}`);
    this.#count.classList.toggle("is-over", left < 0);
    this.#send.disabled = left < 0 || this.#area.disabled || this.#waiting || this.#area.value.trim() === "";
  }
}

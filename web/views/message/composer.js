import { slowModeWait, speakingBlock } from "../../store/speaking.js";
import { messageWords } from "../../text/data.js";
import { mentionableUsers } from "../../text/mentions.js";
import { clean, countCharacters } from "../../text/text.js";
import { MentionPicker } from "./mention_picker.js";
import { h, icon, iconButton, setText } from "../kit/dom.js";
import { isSendKey, isTouchDevice } from "../kit/keyboard.js";
import { roomNameById } from "../kit/room_name.js";
import { LiveRegion } from "../kit/live_region.js";
import { reasonAfter, untilText } from "../kit/error_text.js";

const MAX_ROWS = 8;
const COUNT_BELOW = 200;
// The number of remaining characters is announced once per so many.
const SPEAK_EVERY = 50;

/** The field to write messages. Unsent text is kept for each room. */
export class Composer {
  #context;
  #room = null;
  #limit = 4000;
  #reply;
  #area;
  #send;
  #count = h("span", { class: "write-count" });
  #replyTitle = h("span", { class: "about-words" });
  #replyText = h("span", { class: "about-text", dir: "auto" });
  #replyStrip;
  #inputBox;
  #blockNote = h("p", { class: "silence", hidden: true });
  #slowNote = h("span", { class: "write-slow" });
  #liveRegions = { count: new LiveRegion(), silence: new LiveRegion(), slow: new LiveRegion() };
  #state = null;
  #mustWait = false;
  #cancelTimer = () => {};
  #picker;

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
      "aria-description": t(isTouchDevice() ? "write.touch" : "write.hint"),
      enterkeyhint: isTouchDevice() ? "enter" : "send",
      autocomplete: "off",
      on: {
        input: () => this.#typed(),
        keydown: (event) => this.#key(event),
        click: () => this.#updatePicker(),
        keyup: ({ key }) => key.startsWith("Arrow") && this.#updatePicker(),
      },
    });
    this.#send = h(
      "button",
      { type: "submit", class: "send", "aria-label": t("send"), title: t("send") },
      icon("send"),
    );
    this.#replyStrip = h(
      "div",
      { class: "about", hidden: true },
      this.#replyTitle,
      this.#replyText,
      iconButton("close", t("close"), () => this.#context.roomActions.reply(null)),
    );
    this.#inputBox = h("div", { class: "write-box" }, this.#area, this.#slowNote, this.#count, this.#send);
    context.roomActions.addEventListener("restored", ({ detail }) => this.#restore(detail));
    this.#picker = new MentionPicker(context, { area: this.#area, changed: () => this.#typed() });
    const submit = (event) => {
      event.preventDefault();
      this.#submit();
    };
    this.element = h(
      "form",
      { class: "composer", novalidate: true, on: { submit } },
      this.#replyStrip,
      this.#blockNote,
      this.#picker.element,
      this.#inputBox,
      Object.values(this.#liveRegions).map(({ element }) => element),
      h("p", { class: "write-hint", "aria-hidden": "true" }, t("write.hint")),
    );
  }

  /** The text field. */
  get field() {
    return this.#area;
  }

  focus() {
    this.#area.focus();
  }

  render(state, room) {
    this.#cancelTimer();
    this.#state = state;
    this.#limit = state.limits.text ?? this.#limit;
    this.element.hidden = room === null || room.exclusion !== null;
    if (this.element.hidden) {
      return;
    }
    if (room.id !== this.#room) {
      this.#room = room.id;
      this.#setText(this.#context.storage.draft(room.id));
    }
    const { language } = this.#context;
    const hint = language.t("write.to", { room: roomNameById(language, state, room.id) });
    if (this.#area.placeholder !== hint) {
      this.#area.placeholder = hint;
    }
    this.#drawBlock(room);
    this.#drawReply(room);
    this.#drawCount();
  }

  close() {
    this.#cancelTimer();
  }

  // Why the person may not write stands in the place of the field; a countdown is drawn every second.
  #drawBlock(room) {
    const { clock, language } = this.#context;
    const silent = speakingBlock(room, this.#state.muted);
    const words = silent ? this.#blockText(silent) : "";
    setText(this.#blockNote, words);
    this.#liveRegions.silence.announce(words, silent ? `${silent.why} ${silent.until} ${silent.reason}` : "");
    this.#blockNote.hidden = silent === null;
    this.#inputBox.hidden = silent !== null;
    this.#area.disabled = silent !== null;
    const wait = silent ? 0 : slowModeWait(room, clock.now());
    this.#mustWait = wait > 0;
    const left = wait > 0 ? language.t("write.slow", { left: language.left(wait) }) : "";
    setText(this.#slowNote, left);
    this.#liveRegions.slow.announce(left, wait > 0 ? String(room.pausedUntil) : "");
    if (wait > 0 || silent?.until != null) {
      this.#cancelTimer = clock.after(Math.min(wait || 1000, 1000), () => this.render(this.#state, room));
    }
  }

  #blockText({ why, until, reason, by }) {
    const { language, clock } = this.#context;
    if (why === "muted") {
      const text = untilText(language, "write.muted", until, clock.time());
      return reasonAfter(language, text, { reason, by });
    }
    return language.t({ archived: "write.closed", announce: "write.announce", inbox: "write.inbox" }[why] ?? "error.forbidden");
  }

  #drawReply({ reply }) {
    if (reply?.seq !== this.#reply) {
      this.#reply = reply?.seq;
      if (reply) {
        this.focus();
      }
    }
    const words = reply ? this.#context.language.t("reply.to", { name: reply.user.name }) : "";
    setText(this.#replyTitle, words);
    setText(this.#replyText, (reply && messageWords(reply)) ?? "");
    this.#replyStrip.hidden = words === "";
  }

  #updatePicker() {
    const { store } = this.#context;
    this.#picker.look(store.room ? mentionableUsers(store.room, store.state) : []);
  }

  #setText(text) {
    this.#picker.close();
    this.#area.value = text;
    this.#fitHeight();
  }

  // Text typed meanwhile comes after the restored one.
  #restore({ room, text }) {
    const draft = this.#context.storage.draft(room);
    const whole = draft.trim() === "" ? text : `${text}\n${draft}`;
    this.#context.storage.setDraft(room, whole);
    this.#setText(whole);
    this.#drawCount();
    this.focus();
  }

  #typed() {
    const { storage, roomActions } = this.#context;
    storage.setDraft(this.#room, this.#area.value);
    if (this.#area.value.trim() !== "") {
      roomActions.sendTyping();
    }
    this.#fitHeight();
    this.#drawCount();
    this.#updatePicker();
  }

  #key(event) {
    const { roomActions, edits } = this.#context;
    if (this.#picker.key(event)) {
      return;
    }
    if (isSendKey(event)) {
      event.preventDefault();
      this.#submit();
    } else if (event.key === "Escape" && !event.isComposing && this.#reply !== undefined) {
      event.stopPropagation();
      roomActions.reply(null);
    } else if (event.key === "ArrowUp" && this.#area.value === "" && edits.editLast()) {
      event.preventDefault();
    }
  }

  #submit() {
    const { roomActions, storage } = this.#context;
    const text = clean(this.#area.value);
    if (text.trim() === "" || countCharacters(text) > this.#limit || this.#area.disabled || this.#mustWait) {
      return;
    }
    storage.setDraft(this.#room, "");
    this.#setText("");
    roomActions.say(text);
    this.#drawCount();
    this.focus();
  }

  // For browsers whose style sheets cannot grow the field with its text.
  #fitHeight() {
    const lines = this.#area.value.split("\n").length;
    this.#area.rows = Math.min(Math.max(lines, 1), MAX_ROWS);
  }

  #drawCount() {
    const { language } = this.#context;
    const left = this.#limit - countCharacters(clean(this.#area.value));
    const text = left < 0 ? "write.over" : left < COUNT_BELOW ? "write.left" : "";
    const words = text && language.t(text, { count: Math.abs(left) });
    setText(this.#count, words);
    this.#liveRegions.count.announce(words, text && `${text} ${left < 0 ? "" : Math.ceil(left / SPEAK_EVERY)}`);
    this.#count.classList.toggle("is-over", left < 0);
    this.#send.disabled = left < 0 || this.#area.disabled || this.#mustWait || this.#area.value.trim() === "";
  }
}

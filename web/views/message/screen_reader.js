import { isIgnoredMessage } from "../../store/ignored.js";
import { h } from "../kit/dom.js";

const MAX_LINES = 3;

/** Announces new messages of the open room to screen readers. */
export class ScreenReaderLog {
  #language;
  #logId = null;
  #head = null;

  constructor({ language }) {
    this.#language = language;
    this.element = h("div", { class: "visually-hidden", "aria-live": "polite", "aria-atomic": "false" });
  }

  render(room, { me, ignored }) {
    const last = room?.entries.at(-1);
    const head = room?.joined ? (last?.seq ?? last?.time ?? 0) : null;
    const log = room && `${room.id}/${room.epoch}`;
    if (log !== this.#logId || this.#head === null || head === null) {
      this.#logId = log;
      this.#head = head;
      return;
    }
    const isAnnounced = (entry) => entry.user.id !== me?.id && !isIgnoredMessage(entry, { ignored });
    const fresh = room.entries.filter((entry) => (entry.seq ?? entry.time) > this.#head && isAnnounced(entry));
    this.#head = Math.max(head, this.#head);
    for (const { user, text, time } of fresh.slice(-MAX_LINES)) {
      const words = { name: user.name, time: this.#language.clock(time), text: text ?? "" };
      this.element.append(h("p", {}, this.#language.t("message.label", words)));
    }
    while (this.element.children.length > MAX_LINES) {
      this.element.firstChild.remove();
    }
  }
}

import { isHidden } from "../../store/ignored.js";
import { h } from "../kit/dom.js";

const KEPT = 3;

/** Tells a screen reader what others say in the open room, while the person is there. */
export class Announcer {
  #language;
  #log = null;
  #head = null;

  constructor({ language }) {
    this.#language = language;
    this.element = h("div", { class: "visually-hidden", "aria-live": "polite", "aria-atomic": "false" });
  }

  render(room, { me, ignored }) {
    const last = room?.entries.at(-1);
    const head = room?.joined ? (last?.seq ?? last?.time ?? 0) : null;
    const log = room && `${room.id}/${room.epoch}`;
    if (log !== this.#log || this.#head === null || head === null) {
      this.#log = log;
      this.#head = head;
      return;
    }
    const told = (entry) => entry.user.id !== me?.id && !isHidden(entry, { ignored });
    const fresh = room.entries.filter((entry) => (entry.seq ?? entry.time) > this.#head && told(entry));
    this.#head = Math.max(head, this.#head);
    for (const { user, text, time } of fresh.slice(-KEPT)) {
      const words = { name: user.name, time: this.#language.clock(time), text: text ?? "" };
      this.element.append(h("p", {}, this.#language.t("message.label", words)));
    }
    while (this.element.children.length > KEPT) {
      this.element.firstChild.remove();
    }
  }
}

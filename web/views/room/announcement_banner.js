import { h, iconButton, setText } from "../kit/dom.js";
import { LiveRegion } from "../kit/live_region.js";

/** What the operator has announced last, until the person closes it.  `spoken` announces it to screen readers. */
export class AnnouncementBanner {
  #language;
  #text = h("span", { class: "announcement-text" });
  #liveRegion = new LiveRegion();

  constructor({ language, store }) {
    this.#language = language;
    const close = iconButton("close", language.t("announcement.close"), () => store.dispatch({ type: "announcementClosed" }));
    this.element = h("div", { class: "announcement", hidden: true }, this.#text, close);
    this.spoken = this.#liveRegion.element;
  }

  render({ announcement }) {
    this.element.hidden = announcement === null;
    const text = announcement === null ? "" : this.#language.t("announcement.text", { text: announcement.text });
    setText(this.#text, text);
    this.#liveRegion.announce(text, `${announcement?.time} ${text}`);
  }
}

import { h, icon, setText } from "../kit/dom.js";
import { nameOf } from "../kit/room_name.js";
import { lasting } from "../kit/error_text.js";

/** What stands in the place of a conversation that the person may not be in: why, and until when. */
export class Barred {
  #context;
  #title = h("h2", { tabindex: "-1" });
  // What counts down is read with the rest, and not again each second.
  #end = h("p", { "aria-live": "off" });
  #reason = h("p", { class: "barred-reason" });
  #return;
  #room = null;
  #calm = () => {};

  constructor(context) {
    this.#context = context;
    const { language, intents } = context;
    const come = () => intents.open(this.#room.id);
    this.#return = h(
      "button",
      { type: "button", class: "button primary", on: { click: come } },
      language.t("barred.return"),
    );
    this.element = h(
      "section",
      { class: "barred", role: "alert", hidden: true },
      h("span", { class: "empty-mark" }, icon("lock")),
      this.#title,
      this.#end,
      this.#reason,
      this.#return,
    );
  }

  /** What takes the focus while there is no conversation. */
  get heading() {
    return this.#title;
  }

  render(state, room) {
    this.#calm();
    this.#room = room;
    const barred = room?.barred ?? null;
    this.element.hidden = barred === null;
    if (barred === null) {
      return;
    }
    const { language, clock } = this.#context;
    const kicked = barred.code === "kicked";
    setText(this.#title, language.t(`barred.${barred.code}`, { room: nameOf(language, state, room.id) }));
    const now = clock.time();
    const end = kicked
      ? language.t("barred.kicked.hint")
      : lasting(language, "barred.banned", barred.until, now, "ever");
    setText(this.#end, end);
    setText(this.#reason, barred.reason ? language.t("barred.reason", { reason: barred.reason }) : "");
    this.#return.hidden = !kicked;
    if (!kicked && barred.until !== null && barred.until > now) {
      this.#calm = clock.after(1000, () => this.render(state, this.#room));
    }
  }

  close() {
    this.#calm();
  }
}

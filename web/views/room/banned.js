import { h, icon, setText } from "../kit/dom.js";
import { roomNameById } from "../kit/room_name.js";
import { reasonText, untilText } from "../kit/error_text.js";

/** Stands in the place of the conversation while the person is banned or kicked: why, and until when. */
export class BannedNotice {
  #context;
  #title = h("h2", { tabindex: "-1" });
  // A countdown is not announced each second.
  #end = h("p", { "aria-live": "off" });
  #reason = h("p", { class: "barred-reason" });
  #rejoinButton;
  #room = null;
  #cancelTimer = () => {};

  constructor(context) {
    this.#context = context;
    const { language, roomActions } = context;
    const come = () => roomActions.open(this.#room.id);
    this.#rejoinButton = h(
      "button",
      { type: "button", class: "button primary", on: { click: come } },
      language.t("excluded.return"),
    );
    this.element = h(
      "section",
      { class: "barred", role: "alert", hidden: true },
      h("span", { class: "empty-mark" }, icon("lock")),
      this.#title,
      this.#end,
      this.#reason,
      this.#rejoinButton,
    );
  }

  /** The element to focus while there is no conversation. */
  get heading() {
    return this.#title;
  }

  render(state, room) {
    this.#cancelTimer();
    this.#room = room;
    const exclusion = room?.exclusion ?? null;
    this.element.hidden = exclusion === null;
    if (exclusion === null) {
      return;
    }
    const { language, clock } = this.#context;
    const kicked = exclusion.code === "kicked";
    setText(this.#title, language.t(`excluded.${exclusion.code}`, { room: roomNameById(language, state, room.id) }));
    const now = clock.time();
    const end = kicked
      ? language.t("excluded.kicked.hint")
      : untilText(language, "excluded.banned", exclusion.until, now, "ever");
    setText(this.#end, end);
    const reason = reasonText(language, exclusion);
    setText(this.#reason, exclusion.by || !reason ? reason : language.t("excluded.reason", { reason }));
    this.#rejoinButton.hidden = !kicked;
    if (!kicked && exclusion.until !== null && exclusion.until > now) {
      this.#cancelTimer = clock.after(1000, () => this.render(state, this.#room));
    }
  }

  close() {
    this.#cancelTimer();
  }
}

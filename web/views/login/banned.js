import { h, icon, setText } from "../kit/dom.js";
import { languageChoice } from "../kit/language_select.js";
import { lasting } from "../kit/error_text.js";

/** What somebody sees who is kept out of the whole site: until when, and why. */
export class Outside {
  #context;
  // What counts down is read with the rest, and not again each second.
  #title;
  #until = h("p", { class: "outside-until", "aria-live": "off" });
  #reason = h("p", { class: "outside-reason" });
  #again;
  #leave;
  #calm = () => {};

  constructor(context) {
    this.#context = context;
    const { language, entry, client } = context;
    const again = { type: "button", class: "button primary", on: { click: () => client.connect() } };
    this.#again = h("button", again, language.t("outside.again"));
    const leave = () => entry.leave().catch(() => entry.forget());
    this.#leave = h("button", { type: "button", class: "button quiet", on: { click: leave } }, language.t("me.leave"));
    this.#title = h("h1", { tabindex: "-1" }, language.t("outside"));
    this.element = h(
      "main",
      { class: "gate" },
      h(
        "div",
        { class: "gate-card outside", role: "alert" },
        h("span", { class: "outside-mark" }, icon("alert")),
        this.#title,
        this.#until,
        this.#reason,
        h("div", { class: "outside-buttons" }, this.#again, this.#leave),
        languageChoice(context),
      ),
    );
  }

  opened() {
    this.#title.focus();
  }

  render({ out, link, account }) {
    const { language, clock } = this.#context;
    const now = clock.time();
    const over = out.until !== null && out.until <= now;
    this.#until.setAttribute("aria-live", over ? "polite" : "off");
    setText(this.#until, over ? language.t("outside.over") : lasting(language, "outside", out.until, now, "ever"));
    setText(this.#reason, out.reason ? language.t("outside.reason", { reason: out.reason }) : "");
    this.#again.hidden = !over;
    this.#again.disabled = link.state === "connecting";
    this.#leave.hidden = account?.kind !== "account";
    this.#wait(over ? null : out.until);
  }

  close() {
    this.#calm();
  }

  #wait(until) {
    this.#calm();
    if (until !== null) {
      const { clock, model } = this.#context;
      this.#calm = clock.after(1000, () => this.render(model.state));
    }
  }
}

import { h, icon, setText } from "../kit/dom.js";
import { languageSelect } from "../kit/language_select.js";
import { reasonText, untilText } from "../kit/error_text.js";

/** The page of a person banned from the site: until when, and why. */
export class SiteBannedPage {
  #context;
  // A countdown is not announced each second.
  #title;
  #until = h("p", { class: "outside-until", "aria-live": "off" });
  #reason = h("p", { class: "outside-reason" });
  #retryButton;
  #signOutButton;
  #cancelTimer = () => {};

  constructor(context) {
    this.#context = context;
    const { language, login, client } = context;
    const again = { type: "button", class: "button primary", on: { click: () => client.connect() } };
    this.#retryButton = h("button", again, language.t("siteBan.again"));
    const leave = () => login.signOut().catch(() => login.forgetPerson());
    this.#signOutButton = h("button", { type: "button", class: "button quiet", on: { click: leave } }, language.t("me.leave"));
    this.#title = h("h1", { tabindex: "-1" }, language.t("siteBan"));
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
        h("div", { class: "outside-buttons" }, this.#retryButton, this.#signOutButton),
        languageSelect(context),
      ),
    );
  }

  opened() {
    if (this.#context.browser.mayTakeFocus) {
      this.#title.focus();
    }
  }

  render({ siteBan, connection, account }) {
    const { language, clock } = this.#context;
    const now = clock.time();
    const over = siteBan.until !== null && siteBan.until <= now;
    this.#until.setAttribute("aria-live", over ? "polite" : "off");
    setText(this.#until, over ? language.t("siteBan.over") : untilText(language, "siteBan", siteBan.until, now, "ever"));
    const reason = reasonText(language, siteBan);
    setText(this.#reason, siteBan.by || !reason ? reason : language.t("siteBan.reason", { reason }));
    this.#retryButton.hidden = !over;
    this.#retryButton.disabled = connection.state === "connecting";
    this.#signOutButton.hidden = account?.kind !== "account";
    this.#scheduleRender(over ? null : siteBan.until);
  }

  close() {
    this.#cancelTimer();
  }

  #scheduleRender(until) {
    this.#cancelTimer();
    if (until !== null) {
      const { clock, store } = this.#context;
      this.#cancelTimer = clock.after(1000, () => this.render(store.state));
    }
  }
}

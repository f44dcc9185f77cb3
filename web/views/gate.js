import { h, icon, setText } from "./dom.js";
import { languageChoice } from "./languages.js";
import { explain } from "./words.js";

/** Where a person takes a name. */
export class Gate {
  #context;
  #input;
  #button;
  #complaint;
  #hint;
  #link = null;

  constructor(context) {
    const { language, store, surroundings } = context;
    this.#context = context;
    const t = (...words) => language.t(...words);
    const { room } = surroundings.route();
    this.#input = h("input", {
      id: "name",
      class: "field",
      type: "text",
      autocomplete: "nickname",
      maxlength: "64",
      placeholder: t("gate.placeholder"),
      "aria-describedby": "complaint",
      enterkeyhint: "go",
      on: { input: () => this.#complain("") },
    });
    this.#input.value = store.name;
    this.#button = h("button", { type: "submit", class: "button primary" }, t("gate.enter"));
    this.#complaint = h("p", { id: "complaint", class: "complaint", role: "alert" });
    this.#hint = h("p", { class: "gate-hint", role: "status" });
    this.element = h(
      "main",
      { class: "gate" },
      h(
        "form",
        { class: "gate-card", novalidate: true, on: { submit: (event) => this.#enter(event) } },
        h("div", { class: "gate-brand" }, h("span", { class: "brand-mark" }, icon("wave")), h("h1", {}, "chatd")),
        h("p", { class: "gate-tagline" }, t("tagline")),
        room ? h("p", { class: "gate-room" }, t("gate.room", { room: `#${room}` })) : null,
        h("label", { for: "name" }, t("gate.name")),
        this.#input,
        this.#complaint,
        this.#button,
        this.#hint,
        languageChoice(context),
      ),
    );
  }

  opened() {
    this.#input.focus();
  }

  render({ link, me }) {
    const { language } = this.#context;
    const busy = link.state === "connecting" || link.state === "waiting" || (link.state === "online" && !me);
    this.#button.disabled = busy;
    setText(this.#button, language.t(busy ? "gate.entering" : "gate.enter"));
    const hint = { waiting: "link.now", ended: "link.ended" }[link.state];
    setText(this.#hint, hint ? language.t(hint, { reason: link.reason || link.code }) : "");
    if (link.state === "refused" && link !== this.#link) {
      this.#complain(explain(language, link.error));
    }
    this.#link = link;
  }

  close() {}

  #enter(event) {
    event.preventDefault();
    const { intents, language } = this.#context;
    const doubt = intents.enter(this.#input.value);
    this.#complain(doubt ? language.t(doubt.name, doubt.values) : "");
  }

  #complain(text) {
    setText(this.#complaint, text);
    this.#input.setAttribute("aria-invalid", String(text !== ""));
    if (text !== "") {
      this.#input.focus();
    }
  }
}

import { h, setText } from "../kit/dom.js";
import { errorText } from "../kit/error_text.js";

/** The button that downloads all messages of the person as a file. */
export class ExportButton {
  #context;
  #button;
  #status = h("p", { class: "takeaway-status", role: "status" });

  constructor(context) {
    this.#context = context;
    const { language } = context;
    const give = { type: "button", class: "button quiet", on: { click: () => this.#download() } };
    this.#button = h("button", give, language.t("export"));
    this.element = h("div", { class: "takeaway" }, this.#button, this.#status);
  }

  /** Hide the result of the last export. */
  reset() {
    if (!this.#button.disabled) {
      setText(this.#status, "");
    }
  }

  async #download() {
    const { language, exportMessages, browser, clock } = this.#context;
    const say = (name, values) => setText(this.#status, language.t(name, values));
    this.#button.disabled = true;
    // Progress is shown but not announced; the result is.
    this.#status.setAttribute("aria-live", "off");
    say("export.busy", { count: 0 });
    try {
      const { text, count } = await exportMessages((sofar) => say("export.busy", { count: sofar }));
      const day = new Date(clock.time()).toISOString().slice(0, 10);
      const file = `chatd-${day}.jsonl`;
      this.#status.setAttribute("aria-live", "polite");
      if (count > 0) {
        browser.download(file, text, "application/jsonl");
      }
      say(count > 0 ? "export.done" : "export.none", { count, file });
    } catch (error) {
      this.#status.setAttribute("aria-live", "polite");
      setText(this.#status, errorText(language, error));
    }
    this.#button.disabled = false;
  }
}

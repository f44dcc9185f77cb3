import { h, setText } from "../kit/dom.js";
import { radioGroup, radioValue, setRadio } from "../kit/dialog.js";
import { errorText } from "../kit/error_text.js";

const RULES = ["everybody", "shared", "nobody"];

/** Who may invite the person and write to them in direct messages: kept by the server. */
export class ContactSettings {
  #context;
  #choice;
  #status = h("p", { class: "fold-note", role: "status" });

  constructor(context) {
    this.#context = context;
    const { language } = context;
    const options = RULES.map((value) => ({ value, words: language.t(`contact.${value}`) }));
    const change = () => this.#save(radioValue(this.#choice));
    this.#choice = radioGroup("contact-rule", language.t("contact.who"), options, { change });
    const about = h("p", { class: "fold-about" }, language.t("contact.about"));
    this.element = h("div", {}, about, this.#choice, this.#status);
    this.reset();
  }

  render() {}

  reset() {
    this.#choice.disabled = true;
    setText(this.#status, "");
  }

  /** Load and show the present rule. */
  async open() {
    await this.#ask(() => this.#context.profile.contactRule(), "");
  }

  async #save(rule) {
    await this.#ask(() => this.#context.profile.setContactRule(rule), "contact.saved");
  }

  async #ask(work, done) {
    const { language } = this.#context;
    try {
      setRadio(this.#choice, await work());
      this.#choice.disabled = false;
      setText(this.#status, done ? language.t(done) : "");
    } catch (error) {
      setText(this.#status, errorText(language, error));
    }
  }
}

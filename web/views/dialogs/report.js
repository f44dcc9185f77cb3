import { Dialog, textField } from "../kit/dialog.js";
import { h } from "../kit/dom.js";

/** The dialog to report a message. */
export class ReportDialog {
  #context;
  #quote = h("blockquote", { class: "dialog-quote", dir: "auto" });
  #reason;
  #dialog;

  constructor(context) {
    this.#context = context;
    const { language } = context;
    this.#reason = textField("report-reason", language.t("report.reason"), { maxlength: "500" });
    const about = h("p", { class: "dialog-hint" }, language.t("report.about"));
    const fields = [this.#quote, about, ...this.#reason.all];
    this.#dialog = new Dialog(context, { name: "report", fields, yes: language.t("report") });
    this.element = this.#dialog.element;
  }

  open(room, { seq, text, user }) {
    const { language, moderation } = this.#context;
    // `bdi` keeps the name from deciding the direction of the text.
    this.#quote.replaceChildren(h("bdi", {}, user.name || language.t("nobody")), ": ", text);
    this.#reason.input.value = "";
    const submit = () => moderation.report(room, seq, this.#reason.input.value);
    this.#dialog.open({ title: language.t("report.title"), submit, focus: this.#reason.input });
  }
}

import { brandMark } from "../kit/brand.js";
import { dataTable, ListSection } from "./table.js";
import { Dialog } from "../kit/dialog.js";
import { errorText } from "../kit/error_text.js";
import { FIGURES } from "../../store/site_figures.js";
import { FigureCard } from "./chart.js";
import { h, setText } from "../kit/dom.js";
import { languageSelect } from "../kit/language_select.js";
import { makeSections } from "./sections.js";

const ANNOUNCEMENT_MAX = 1000;

/**
 * The operator's page: figures, lists and actions for administrators; a way to sign in for others.
 */
export class OperatorPage {
  #context;
  #parts = null;
  #list = null;
  #chosen = "people";

  /** `poll` has the snapshots, `api` the rest. */
  constructor(context) {
    this.#context = context;
    context.poll.addEventListener("change", () => this.#render());
  }

  /** Draw the page in a language. */
  draw(words) {
    Object.assign(this.#context, words);
    this.#close();
    this.#render();
  }

  #render() {
    const { poll } = this.#context;
    if (poll.refused) {
      this.#close();
      this.#showGate(poll.error);
      return;
    }
    if (poll.history.length && !this.#parts) {
      this.#show();
    }
    this.#parts?.render();
  }

  #close() {
    this.#list?.close();
    this.#list = this.#parts = null;
  }

  #setTitle() {
    document.title = `${this.#context.language.t("operator.title")} · ${this.#context.browser.siteName}`;
  }

  #showGate(error) {
    const { language, setLanguage, browser } = this.#context;
    this.#setTitle();
    const forbidden = error.code === "forbidden";
    document.body.replaceChildren(
      h(
        "main",
        { class: "gate" },
        h(
          "div",
          { class: "gate-card" },
          h("div", { class: "gate-brand" }, brandMark(browser), h("h1", {}, language.t("operator.title"))),
          h("p", {}, language.t(forbidden ? "operator.forbidden" : "operator.signIn")),
          h("p", {}, h("a", { href: "./" }, language.t(forbidden ? "operator.chat" : "operator.signIn.link"))),
          languageSelect({ language, setLanguage }),
        ),
      ),
    );
  }

  #show() {
    const { language, setLanguage, poll, browser } = this.#context;
    this.#setTitle();
    const status = h("p", { class: "operator-status", role: "status" });
    const version = h("span", { class: "operator-version" });
    const cards = FIGURES.map((figure) => new FigureCard(this.#context, figure));
    const slow = h("div", {});
    const refused = h("div", {});
    const notice = h("p", { class: "operator-notice", role: "status" });
    const say = (text) => setText(notice, text);
    const about = h("p", { class: "dialog-hint" });
    const dialog = new Dialog({ language }, { name: "operator", fields: [about], danger: true });
    const act = ({ title, words, yes, run, done }) => {
      setText(about, words);
      const submit = async () => {
        await run();
        say(done);
        this.#list?.reload();
      };
      dialog.open({ title, yes, submit });
    };
    const sections = makeSections(this.#context, act);
    const place = h("div", { class: "operator-place" });
    const tabs = sections.map(({ name }) =>
      h("button", { type: "button", class: "operator-tab", data: { section: name }, on: { click: () => choose(name) } }, language.t(`section.${name}`)),
    );
    const choose = (name) => {
      this.#chosen = name;
      this.#list?.close();
      tabs.forEach((tab) => tab.setAttribute("aria-pressed", String(tab.dataset.section === name)));
      this.#list = new ListSection(this.#context, sections.find((one) => one.name === name));
      place.replaceChildren(this.#list.element);
      this.#list.reload();
    };
    document.body.replaceChildren(
      h(
        "header",
        { class: "operator-header" },
        h("a", { class: "brand", href: "./" }, brandMark(browser), h("span", { class: "brand-name" }, browser.siteName)),
        h("h1", {}, language.t("operator.title")),
        version,
        languageSelect({ language, setLanguage }),
      ),
      h(
        "main",
        { class: "operator-main" },
        status,
        h("section", { "aria-label": language.t("operator.figures") }, h("ul", { class: "figures" }, cards.map(({ element }) => element))),
        this.#actions(act, say),
        notice,
        h(
          "div",
          { class: "operator-pair" },
          this.#card("operator.refused", refused),
          this.#card("operator.slow", slow),
        ),
        h("nav", { class: "operator-tabs", "aria-label": language.t("operator.lists") }, tabs),
        place,
      ),
      dialog.element,
    );
    choose(this.#chosen);
    this.#parts = {
      render: () => {
        const snapshot = poll.history.at(-1);
        const { words, state } = this.#status(snapshot, poll.error);
        setText(status, words);
        status.dataset.state = state;
        setText(version, `${snapshot.version} · ${this.#upSince(snapshot)}`);
        cards.forEach((card) => card.render(poll.history));
        this.#fill(refused, "operator.refused", REFUSED_COLUMNS(this.#context), snapshot.refused);
        this.#fill(slow, "operator.slow", SLOW_COLUMNS(this.#context), snapshot.slow);
      },
    };
  }

  #status(snapshot, error) {
    const { language } = this.#context;
    if (error) {
      return { words: language.t("operator.unreachable", { why: errorText(language, error) }), state: "bad" };
    }
    const problems = [...snapshot.problems, ...(snapshot.backup_problem ? [snapshot.backup_problem] : [])];
    if (problems.length) {
      return { words: language.t("operator.problems", { problems: problems.join("; ") }), state: "bad" };
    }
    return { words: language.t("operator.well"), state: "good" };
  }

  #upSince({ uptime }) {
    const { language, quantities } = this.#context;
    return language.t("operator.up", { span: quantities.format("span", uptime) });
  }

  #card(name, content) {
    const { language } = this.#context;
    const id = name.replace(".", "-");
    return h("section", { class: "operator-card", "aria-labelledby": id }, h("h2", { id }, language.t(name)), content);
  }

  // A table is drawn anew only if it changes: otherwise selections and screen readers would be disturbed.
  #fill(element, name, columns, rows) {
    const { language } = this.#context;
    const key = JSON.stringify(rows);
    if (element.shown !== key) {
      element.shown = key;
      element.replaceChildren(rows.length ? dataTable(language, language.t(name), columns, rows) : h("p", { class: "operator-hint" }, language.t("operator.none")));
    }
  }

  #actions(act, say) {
    const { language, api } = this.#context;
    const field = h("input", { class: "field", id: "announcement", name: "announcement", maxlength: ANNOUNCEMENT_MAX, autocomplete: "off", dir: "auto" });
    const error = h("p", { class: "complaint", role: "alert" });
    const send = async (event) => {
      event.preventDefault();
      setText(error, "");
      try {
        const sessions = await api.announce(field.value.trim());
        field.value = "";
        say(language.t("operator.announced", { count: sessions }));
      } catch (failure) {
        setText(error, errorText(language, failure));
      }
    };
    const drain = () =>
      act({
        title: language.t("operator.drain.title"),
        words: language.t("operator.drain.about"),
        yes: language.t("operator.drain"),
        run: () => api.drain(),
        done: language.t("operator.drain.done"),
      });
    return h(
      "section",
      { class: "operator-card operator-actions", "aria-label": language.t("operator.actions") },
      h(
        "form",
        { class: "operator-announce", novalidate: true, on: { submit: send } },
        h("label", { for: "announcement" }, language.t("operator.announce.label")),
        h("div", { class: "operator-row" }, field, h("button", { type: "submit", class: "button primary" }, language.t("operator.announce"))),
        error,
      ),
      h("button", { type: "button", class: "button danger", on: { click: drain } }, language.t("operator.drain")),
    );
  }
}

const REFUSED_COLUMNS = ({ quantities }) => [
  { name: "address", cell: ({ who }) => who },
  { name: "setting", cell: ({ kind }) => h("code", {}, kind) },
  { name: "times", cell: ({ times }) => quantities.format("count", times) },
  { name: "ago", cell: (row) => quantities.format("span", row.seconds_ago) },
];

const SLOW_COLUMNS = ({ quantities }) => [
  { name: "user", cell: ({ user }) => user?.name },
  { name: "address", cell: ({ address }) => address },
  { name: "waiting", cell: ({ waiting }) => quantities.format("bytes", waiting) },
  { name: "since", cell: ({ seconds }) => quantities.format("span", seconds) },
];

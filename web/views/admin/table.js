import { errorText } from "../kit/error_text.js";
import { h, setText } from "../kit/dom.js";

/**
 * The rows of one list as a table; on narrow screens each row is a block. `columns` are `{name, cell}`: the name of the
 * heading's text, empty for buttons, and a function that makes a cell's content from a row.
 */
export function dataTable(language, label, columns, rows) {
  const headings = columns.map(({ name }) => h("th", { scope: "col" }, name ? language.t(`column.${name}`) : h("span", { class: "visually-hidden" }, language.t("column.actions"))));
  return h(
    "table",
    { class: "operator-table" },
    h("caption", { class: "visually-hidden" }, label),
    h("thead", {}, h("tr", {}, headings)),
    h("tbody", {}, rows.map((row) => tableRow(language, columns, row))),
  );
}

function tableRow(language, columns, row) {
  const cells = columns.map(({ name, cell }) => {
    const content = cell(row);
    const empty = content === null || content === undefined || content === "" || content === false;
    return h("td", { data: name ? { label: language.t(`column.${name}`) } : {}, class: empty ? "is-empty" : "", dir: "auto" }, empty ? "" : content);
  });
  return h("tr", {}, cells);
}

/** A list that is loaded when it is shown, page by page. */
export class ListSection {
  #context;
  #section;
  #rows = [];
  #next = null;
  #body = h("div", { class: "operator-list" });
  #status = h("p", { class: "operator-hint", role: "status" });
  #more;
  #closed = false;

  /** `section` is `{name, load, columns}`; `load` gets the cursor, and promises `{rows, next}`. */
  constructor(context, section) {
    this.#context = context;
    this.#section = section;
    const { language } = context;
    const button = (name, click) => h("button", { type: "button", class: "button quiet", on: { click } }, language.t(name));
    this.#more = button("operator.more", () => this.#load(this.#next));
    this.#more.hidden = true;
    const title = h("h2", { id: "section-title" }, language.t(`section.${section.name}`));
    const head = h("div", { class: "operator-section-head" }, title, button("operator.reload", () => this.reload()));
    this.element = h("section", { class: "operator-card", "aria-labelledby": "section-title" }, head, this.#body, this.#status, this.#more);
  }

  /** Load the first page again. */
  reload() {
    return this.#load(null);
  }

  close() {
    this.#closed = true;
  }

  async #load(next) {
    const { language } = this.#context;
    setText(this.#status, language.t("operator.loading"));
    try {
      const page = await this.#section.load(next);
      if (this.#closed) {
        return;
      }
      this.#rows = next === null ? page.rows : [...this.#rows, ...page.rows];
      this.#next = page.next;
      this.#show();
    } catch (error) {
      setText(this.#status, errorText(language, error));
    }
  }

  #show() {
    const { language } = this.#context;
    const { name, columns } = this.#section;
    this.#more.hidden = this.#next === null;
    setText(this.#status, this.#rows.length ? "" : language.t("operator.none"));
    this.#body.replaceChildren(...(this.#rows.length ? [dataTable(language, language.t(`section.${name}`), columns, this.#rows)] : []));
  }
}

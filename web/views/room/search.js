import { excerpt } from "../../text/highlight.js";
import { avatar, nameMark } from "../kit/avatar.js";
import { h, icon, iconButton, setText } from "../kit/dom.js";
import { isPlainEnter, moveFocus } from "../kit/keyboard.js";
import { LongList } from "../kit/long_list.js";
import { errorText } from "../kit/error_text.js";

/** The search panel of the open room: a field, and the results, newest first. */
export class SearchPanel {
  #context;
  #field;
  #status = h("p", { class: "search-status", role: "status" });
  #list;
  #more;
  #scroll;
  #drawn = null;
  #query = "";
  #me = null;
  #nameMarks = {};
  #open = false;

  constructor(context) {
    this.#context = context;
    const { language, search } = context;
    const t = (name) => language.t(name);
    this.#field = h("input", {
      class: "field small",
      id: "search",
      type: "search",
      dir: "auto",
      autocomplete: "off",
      placeholder: t("search.placeholder"),
      "aria-label": t("search"),
      enterkeyhint: "search",
      on: { input: (event) => this.#typed(event), compositionend: (event) => this.#typed(event) },
    });
    this.#list = new LongList(context, h("ol", { class: "search-list" }), {
      draw: (entry) => this.#row(entry),
      id: ({ seq }) => seq,
    });
    const more = { type: "button", class: "button quiet search-more", on: { click: () => search.loadMore() } };
    this.#more = h("button", more, t("search.more"));
    this.#scroll = h("div", { class: "side-scroll" }, this.#list.element, this.#list.more, this.#more);
    this.element = h(
      "section",
      { class: "search", role: "search", "aria-label": t("search"), on: { keydown: (event) => this.#key(event) } },
      h(
        "div",
        { class: "search-head" },
        icon("search"),
        this.#field,
        iconButton("close", t("close"), () => this.#close()),
      ),
      this.#status,
      this.#scroll,
    );
  }

  /** Show the panel, empty if it was hidden, and focus its field. */
  open() {
    if (this.element.hidden) {
      this.#field.value = "";
      this.element.hidden = false;
    }
    this.#field.focus();
    this.#field.select();
  }

  render({ me, nameMarks }, room) {
    const search = room?.search ?? null;
    const opens = search !== null && !this.#open;
    this.#open = search !== null;
    const marked = nameMarks !== this.#nameMarks;
    if (search === null || (search === this.#drawn && !marked)) {
      return;
    }
    if (opens && this.#field.value === "") {
      this.#field.value = search.text;
    }
    if (marked) {
      this.#nameMarks = nameMarks;
      this.#list.show([]);
    }
    if (this.#drawn?.results !== search.results || marked) {
      this.#me = me;
      this.#draw(search);
    }
    if (search.results.length === 0) {
      this.#scroll.scrollTop = 0;
    }
    this.#drawn = search;
    setText(this.#status, this.#statusText(search));
    this.#status.classList.toggle("is-failed", search.state === "failed");
    this.#more.hidden = !search.more || this.#list.rest > 0;
    this.#more.disabled = search.state === "busy";
  }

  #statusText({ text, results, more, state, error }) {
    const { language } = this.#context;
    const count = results.length;
    switch (state) {
      case "idle":
        return language.t("search.hint");
      case "busy":
        return language.t("search.busy");
      case "failed":
        return errorText(language, error);
      default:
        return count === 0
          ? language.t("search.none", { text: text.trim() })
          : language.t(more ? "search.first" : "search.found", { count });
    }
  }

  // A new query starts at the first page.
  #draw({ text, results }) {
    if (text !== this.#query) {
      this.#query = text;
      this.#list.reset();
    }
    this.#list.show(results);
  }

  #row({ seq, user, time, text }) {
    const { language, history, store, resultOpened } = this.#context;
    const open = () => {
      history.jump(store.state.active, seq);
      resultOpened();
    };
    const parts = excerpt(text, this.#query).map((part) => (part.hit ? h("mark", {}, part.text) : part.text));
    const when = { class: "time", datetime: new Date(time).toISOString(), title: language.exact(time) };
    const name = user.id === this.#me?.id ? language.t("you.name") : user.name;
    return h(
      "li",
      {},
      h(
        "button",
        { type: "button", class: "search-result", data: { found: String(seq) }, on: { click: open } },
        avatar(user),
        h(
          "span",
          { class: "search-by" },
          h("span", { class: "author", dir: "auto" }, name),
          nameMark(this.#nameMarks[user.id]),
          h("time", when, language.when(time, Date.now())),
        ),
        h("span", { class: "search-text", dir: "auto" }, parts),
      ),
    );
  }

  // In Chinese and Japanese an unfinished composition is no word yet; phones compose in every language.
  #typed(event) {
    const composes = this.#context.browser.languages().some((tag) => /^(zh|ja)\b/.test(tag));
    if (!event.isComposing || !composes) {
      this.#context.search.query(this.#field.value);
    }
  }

  #key(event) {
    if (event.key === "Escape" && !event.isComposing) {
      event.stopPropagation();
      this.#close();
    } else if (event.target === this.#field && isPlainEnter(event)) {
      event.preventDefault();
      this.#context.search.query(this.#field.value, { now: true });
    } else if (event.target !== this.#field || event.key === "ArrowDown") {
      moveFocus(event, this.#list.element.querySelectorAll(".search-result"));
    }
  }

  #close() {
    this.#context.search.close();
    this.#context.returnFocus();
  }
}

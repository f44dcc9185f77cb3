import { h, icon, iconButton, setText } from "../kit/dom.js";
import { moveFocus } from "../kit/keyboard.js";
import { kindIcon, roomName } from "../kit/room_name.js";
import { errorText } from "../kit/error_text.js";

const TYPING_PAUSE = 250;
const LOAD_WITHIN = 400;

/** The dialog to find and join public rooms. */
export class BrowseRoomsDialog {
  #context;
  #input;
  #status = h("p", { class: "browse-status", role: "status" });
  #list = h("ul", { class: "browse-list" });
  #more;
  #scroll;
  #next = null;
  #requestId = 0;
  #busy = false;
  #cancelTimer = () => {};

  constructor(context) {
    this.#context = context;
    const { language } = context;
    const t = (name) => language.t(name);
    this.#input = h("input", {
      class: "field",
      id: "browse-search",
      type: "search",
      dir: "auto",
      autocomplete: "off",
      maxlength: "200",
      enterkeyhint: "search",
      placeholder: t("browse.search"),
      "aria-label": t("browse.search"),
      on: { input: () => this.#queryLater(), keydown: (event) => this.#keyDown(event) },
    });
    const more = { type: "button", class: "button quiet browse-more", hidden: true };
    this.#more = h("button", { ...more, on: { click: () => this.#load() } }, t("browse.more"));
    this.#scroll = h("div", { class: "browse-scroll", on: { scroll: () => this.#scrolled() } }, this.#list, this.#more);
    this.#list.addEventListener("keydown", (event) => moveFocus(event, this.#list.querySelectorAll("button")));
    const close = iconButton("close", t("close"), () => this.element.close());
    const head = h("div", { class: "browse-head" }, h("h2", { id: "browse-title" }, t("browse.title")), close);
    this.element = h(
      "dialog",
      { class: "dialog browse-dialog", "aria-labelledby": "browse-title", on: { close: () => this.#reset() } },
      head,
      h("div", { class: "browse-field" }, icon("search"), this.#input),
      this.#status,
      this.#scroll,
    );
  }

  open() {
    this.#input.value = "";
    this.element.showModal();
    this.#input.focus();
    this.#restart();
  }

  // Query once typing pauses.
  #queryLater() {
    this.#cancelTimer();
    this.#cancelTimer = this.#context.clock.after(TYPING_PAUSE, () => this.#restart());
  }

  #keyDown(event) {
    if (event.key === "ArrowDown") {
      this.#list.querySelector("button")?.focus();
      event.preventDefault();
    } else if (event.key === "Enter" && !event.isComposing) {
      this.#cancelTimer();
      this.#restart();
    }
  }

  #reset() {
    this.#requestId += 1;
    this.#cancelTimer();
    this.#next = null;
    this.#more.hidden = true;
    this.#list.replaceChildren();
    setText(this.#status, "");
  }

  #restart() {
    this.#requestId += 1;
    this.#setBusy(false);
    this.#next = null;
    this.#load();
  }

  // Only the answer to the latest query counts.
  async #load() {
    if (this.#busy) {
      return;
    }
    const { members, language } = this.#context;
    const [turn, after] = [this.#requestId, this.#next];
    this.#setBusy(true);
    try {
      const { rooms, more, next } = await members.browseRooms({ text: this.#input.value, after });
      if (turn === this.#requestId) {
        this.#setBusy(false);
        this.#next = more ? next : null;
        this.#addRows(rooms, after === null);
      }
    } catch (error) {
      if (turn === this.#requestId) {
        this.#setBusy(false);
        setText(this.#status, errorText(language, error));
      }
    }
  }

  #setBusy(busy) {
    this.#busy = busy;
    this.#list.setAttribute("aria-busy", String(busy));
  }

  #addRows(rooms, fromStart) {
    const { language } = this.#context;
    const rows = rooms.map((room) => this.#row(room));
    const held = document.activeElement === this.#more;
    if (fromStart) {
      this.#list.replaceChildren(...rows);
      this.#scroll.scrollTop = 0;
    } else {
      this.#list.append(...rows);
    }
    this.#more.hidden = this.#next === null;
    if (held) {
      rows[0]?.querySelector("button").focus();
    }
    const count = this.#list.childElementCount;
    const none = this.#input.value.trim() === "" ? "browse.empty" : "browse.none";
    const words = this.#next === null ? "browse.found" : "browse.first";
    setText(this.#status, count === 0 && this.#next === null ? language.t(none) : language.t(words, { count }));
  }

  #scrolled() {
    const { scrollTop, clientHeight, scrollHeight } = this.#scroll;
    if (this.#next !== null && scrollHeight - scrollTop - clientHeight < LOAD_WITHIN) {
      this.#load();
    }
  }

  #row({ room, kind, title, topic, count, member }) {
    const { language, roomActions, returnFocus, store } = this.#context;
    const open = () => {
      this.element.close();
      roomActions.open(room);
      returnFocus();
    };
    const name = roomName(language, { id: room, kind, title }).replace(/^#/, "");
    const joined = member || store.state.rooms[room]?.joined;
    const about = [title !== "" && `#${room}`, joined && language.t("browse.joined")].filter(Boolean).join(" · ");
    const people = language.t("people.here", { count });
    return h(
      "li",
      {},
      h(
        "button",
        { type: "button", class: "browse-room", data: { room }, on: { click: open } },
        h(
          "span",
          { class: "browse-name" },
          kindIcon(language, kind),
          h("bdi", { class: "browse-title" }, name),
          about && h("span", { class: "browse-about" }, about),
        ),
        h(
          "span",
          { class: "browse-count", title: people },
          icon("people"),
          h("span", { "aria-hidden": "true" }, String(count)),
          h("span", { class: "visually-hidden" }, people),
        ),
        topic && h("span", { class: "browse-topic", dir: "auto" }, topic),
      ),
    );
  }
}

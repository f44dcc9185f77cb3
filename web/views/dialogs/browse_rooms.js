import { h, icon, iconButton, setText } from "../kit/dom.js";
import { walk } from "../kit/keyboard.js";
import { kindSign, roomName } from "../kit/room_name.js";
import { explain } from "../kit/error_text.js";

const PAUSE = 250;
const NEAR = 400;

/** The dialog in which a public room is looked for, and joined with a click. */
export class Browse {
  #context;
  #input;
  #status = h("p", { class: "browse-status", role: "status" });
  #list = h("ul", { class: "browse-list" });
  #more;
  #scroll;
  #next = null;
  #turn = 0;
  #busy = false;
  #calm = () => {};

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
      on: { input: () => this.#later(), keydown: (event) => this.#down(event) },
    });
    const more = { type: "button", class: "button quiet browse-more", hidden: true };
    this.#more = h("button", { ...more, on: { click: () => this.#ask() } }, t("browse.more"));
    this.#scroll = h("div", { class: "browse-scroll", on: { scroll: () => this.#scrolled() } }, this.#list, this.#more);
    this.#list.addEventListener("keydown", (event) => walk(event, this.#list.querySelectorAll("button")));
    const close = iconButton("close", t("close"), () => this.element.close());
    const head = h("div", { class: "browse-head" }, h("h2", { id: "browse-title" }, t("browse.title")), close);
    this.element = h(
      "dialog",
      { class: "dialog browse-dialog", "aria-labelledby": "browse-title", on: { close: () => this.#forget() } },
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
    this.#anew();
  }

  // As often as a key is pressed: asked is once one stops.
  #later() {
    this.#calm();
    this.#calm = this.#context.clock.after(PAUSE, () => this.#anew());
  }

  #down(event) {
    if (event.key === "ArrowDown") {
      this.#list.querySelector("button")?.focus();
      event.preventDefault();
    } else if (event.key === "Enter" && !event.isComposing) {
      this.#calm();
      this.#anew();
    }
  }

  #forget() {
    this.#turn += 1;
    this.#calm();
    this.#next = null;
    this.#more.hidden = true;
    this.#list.replaceChildren();
    setText(this.#status, "");
  }

  #anew() {
    this.#turn += 1;
    this.#hold(false);
    this.#next = null;
    this.#ask();
  }

  // Only the answer to the newest question counts.
  async #ask() {
    if (this.#busy) {
      return;
    }
    const { company, language } = this.#context;
    const [turn, after] = [this.#turn, this.#next];
    this.#hold(true);
    try {
      const { rooms, more, next } = await company.browse({ text: this.#input.value, after });
      if (turn === this.#turn) {
        this.#hold(false);
        this.#next = more ? next : null;
        this.#show(rooms, after === null);
      }
    } catch (error) {
      if (turn === this.#turn) {
        this.#hold(false);
        setText(this.#status, explain(language, error));
      }
    }
  }

  #hold(busy) {
    this.#busy = busy;
    this.#list.setAttribute("aria-busy", String(busy));
  }

  #show(rooms, anew) {
    const { language } = this.#context;
    const rows = rooms.map((room) => this.#row(room));
    const held = document.activeElement === this.#more;
    if (anew) {
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
    if (this.#next !== null && scrollHeight - scrollTop - clientHeight < NEAR) {
      this.#ask();
    }
  }

  #row({ room, kind, title, topic, count, member }) {
    const { language, intents, chosen, model } = this.#context;
    const open = () => {
      this.element.close();
      intents.open(room);
      chosen();
    };
    const name = roomName(language, { id: room, kind, title }).replace(/^#/, "");
    const joined = member || model.state.rooms[room]?.joined;
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
          kindSign(language, kind),
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

import { Banner } from "./banner.js";
import { Barred } from "./barred.js";
import { Composer } from "./composer.js";
import { Dialogs } from "./dialogs.js";
import { h, iconButton, setText } from "./dom.js";
import { Head } from "./head.js";
import { Menu } from "./menu.js";
import { Notices } from "./notices.js";
import { People } from "./people.js";
import { Rooms } from "./rooms.js";
import { Search } from "./search.js";
import { Settings } from "./settings.js";
import { Timeline } from "./timeline.js";
import { Typing } from "./typing.js";

/** The chat: rooms on the left, the conversation, people on the right; on a phone the sides are drawers. */
export class Shell {
  #context;
  #views;
  #timeline;
  #composer;
  #search;
  #seek;
  #count = h("span", { class: "badge-count" });
  #drawers = {};
  #buttons = {};
  #open = null;
  #narrow;
  #calm;

  constructor(given) {
    const menu = new Menu(given);
    const reached = { ...given, menu, chosen: () => this.#chosen(), found: () => this.#found() };
    const dialogs = new Dialogs(reached);
    const context = { ...reached, dialogs };
    this.#context = context;
    const { language } = context;
    const t = (name, values) => language.t(name, values);
    const close = () => this.#show(null);
    const settings = new Settings(context);
    const rooms = new Rooms({ ...context, settings: () => settings.open() });
    const people = new People(context);
    const banner = new Banner(context);
    const notices = new Notices(context);
    this.#timeline = new Timeline(context);
    this.#composer = new Composer(context);
    this.#search = new Search(context);
    const typing = new Typing(context);
    const room = new Head(context);
    const barred = new Barred(context);
    const talk = [room, barred, this.#timeline, typing, this.#composer, this.#search];
    this.#views = [banner, rooms, people, ...talk, settings, dialogs, notices];

    this.#buttons = {
      rooms: iconButton("menu", t("open.rooms"), () => this.#toggle("rooms"), {
        "aria-expanded": "false",
        class: "narrow-only",
      }),
      people: iconButton("people", t("open.people"), () => this.#toggle("people"), { "aria-expanded": "false" }),
    };
    this.#seek = iconButton("search", t("search"), () => this.#toggleSearch(), {
      "aria-expanded": "false",
      "aria-keyshortcuts": "Control+K /",
    });
    this.#buttons.people.append(this.#count);
    this.#drawers = {
      rooms: h("aside", { class: "side rooms-side", id: "rooms", "aria-label": t("rooms") }, rooms.element),
      people: h("aside", { class: "side people-side", id: "people", "aria-label": t("people") }, people.element),
    };
    const head = h(
      "header",
      { class: "room-head" },
      this.#buttons.rooms,
      room.words,
      banner.light,
      room.desk,
      this.#seek,
      this.#buttons.people,
      room.more,
    );
    this.element = h(
      "div",
      { class: "shell", on: { keydown: (event) => this.#key(event) } },
      this.#drawers.rooms,
      h(
        "main",
        { class: "talk" },
        head,
        banner.element,
        barred.element,
        this.#timeline.element,
        typing.element,
        this.#composer.element,
      ),
      this.#drawers.people,
      this.#search.element,
      h("div", { class: "backdrop", on: { click: close } }),
      settings.element,
      ...dialogs.elements,
      menu.element,
      notices.element,
    );
    this.#narrow = globalThis.matchMedia("(max-width: 53.75em)");
    const fit = () => this.#fit();
    this.#narrow.addEventListener("change", fit);
    const shortcut = (event) => this.#shortcut(event);
    document.addEventListener("keydown", shortcut);
    this.#calm = () => {
      this.#narrow.removeEventListener("change", fit);
      document.removeEventListener("keydown", shortcut);
    };
  }

  opened() {
    this.#fit();
    if (!this.#narrow.matches) {
      this.#composer.focus();
    }
  }

  render(state) {
    const room = state.rooms[state.active] ?? null;
    setText(this.#count, room?.joined ? String(room.kind === "direct" ? 2 : room.count) : "");
    const searching = Boolean(room?.search);
    this.#seek.hidden = room === null || room.epoch === null;
    this.#seek.setAttribute("aria-expanded", String(searching));
    this.#search.element.hidden = !searching;
    this.element.classList.toggle("has-search", searching);
    for (const view of this.#views) {
      view.render(state, room);
    }
  }

  close() {
    this.#calm();
    this.#views.forEach((view) => view.close?.());
  }

  // Who chooses a room wants to talk there; a phone's keyboard would cover half of it.
  #chosen() {
    this.#show(null);
    if (!this.#narrow.matches) {
      this.#composer.focus();
    }
  }

  // On a phone the search covers what it has found.
  #found() {
    if (this.#narrow.matches) {
      this.#context.finding.close();
    }
  }

  #toggleSearch() {
    if (this.#context.model.room?.search) {
      this.#context.finding.close();
      this.#chosen();
    } else {
      this.#openSearch();
    }
  }

  #openSearch() {
    this.#show(null);
    this.#context.finding.open();
    // Not with the next frame: whoever presses Ctrl+K types on at once.
    this.element.classList.add("has-search");
    this.#search.open();
  }

  // Ctrl+K from everywhere, and / where it would not be written.
  #shortcut(event) {
    const { key, ctrlKey, metaKey, altKey, target } = event;
    const writing = target instanceof Element && target.closest("input, textarea, select, dialog") !== null;
    const asks = (key === "k" && (ctrlKey || metaKey) && !altKey) || (key === "/" && !writing && !ctrlKey && !metaKey);
    if (asks && !this.#seek.hidden && !event.isComposing && document.querySelector("dialog[open]") === null) {
      event.preventDefault();
      this.#openSearch();
    }
  }

  #toggle(which) {
    if (which === "people" && !this.#narrow.matches) {
      this.element.classList.toggle("without-people");
      this.#fit();
    } else {
      this.#show(this.#open === which ? null : which);
    }
  }

  #show(which) {
    const before = this.#open;
    this.#open = which;
    this.#fit();
    if (which) {
      this.#drawers[which].querySelector("button, a, input")?.focus();
    } else if (before) {
      this.#buttons[before].focus();
    }
  }

  // What is out of sight is out of reach of the keyboard, too.
  #fit() {
    const narrow = this.#narrow.matches;
    const hidden = this.element.classList.contains("without-people");
    const open = { rooms: !narrow || this.#open === "rooms", people: narrow ? this.#open === "people" : !hidden };
    for (const [name, drawer] of Object.entries(this.#drawers)) {
      drawer.inert = !open[name];
      drawer.classList.toggle("is-open", this.#open === name);
      this.#buttons[name].setAttribute("aria-expanded", String(open[name]));
    }
    this.element.classList.toggle("has-drawer", narrow && this.#open !== null);
  }

  #key(event) {
    if (event.key === "Escape" && !event.isComposing && this.#open) {
      this.#show(null);
      event.stopPropagation();
    }
  }
}

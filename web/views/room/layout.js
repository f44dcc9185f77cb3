import { unreadElsewhere } from "../../store/store.js";
import { AnnouncementBanner } from "./announcement_banner.js";
import { ConnectionBanner } from "./connection_banner.js";
import { BannedNotice } from "./banned.js";
import { Composer } from "../message/composer.js";
import { Dialogs } from "../dialogs/index.js";
import { h, iconButton, setText } from "../kit/dom.js";
import { RoomHeader } from "./header.js";
import { Menu } from "../kit/menu.js";
import { Toasts } from "../kit/toasts.js";
import { PeopleList } from "../people/list.js";
import { RoomList, badgeText } from "./list.js";
import { SearchPanel } from "./search.js";
import { TimelineView } from "../message/timeline.js";
import { TypingIndicator } from "./typing.js";

/** The chat: room list, conversation, people; on a phone the lists are drawers. */
export class ChatLayout {
  #context;
  #views;
  #timeline;
  #composer;
  #bannedNotice;
  #heading;
  #main;
  #search;
  #searchButton;
  #count = h("span", { class: "badge-count" });
  #unreadBadge = h("span", { class: "menu-badge", hidden: true });
  #drawers = {};
  #buttons = {};
  #open = null;
  #hasFocused = false;
  #dialogs;
  #dialogsRequested = false;
  #narrow;
  #removeListeners;

  constructor(baseContext) {
    const menu = new Menu(baseContext);
    const close = () => this.#show(null);
    const shared = { ...baseContext, menu, close, returnFocus: () => this.#returnFocus(), resultOpened: () => this.#resultOpened() };
    const dialogs = new Dialogs({ ...shared, attach: (dialog) => this.element.append(dialog) });
    this.#dialogs = dialogs;
    const context = { ...shared, dialogs };
    this.#context = context;
    const { language } = context;
    const t = (name, values) => language.t(name, values);
    const rooms = new RoomList(context);
    const people = new PeopleList(context);
    const banner = new ConnectionBanner(context);
    const announcement = new AnnouncementBanner(context);
    const notices = new Toasts(context);
    this.#timeline = new TimelineView(context);
    this.#composer = new Composer(context);
    this.#search = new SearchPanel(context);
    const typing = new TypingIndicator(context);
    const room = new RoomHeader(context);
    this.#heading = room.heading;
    this.#bannedNotice = new BannedNotice(context);
    const talk = [room, this.#bannedNotice, this.#timeline, typing, this.#composer, this.#search];
    this.#views = [banner, announcement, rooms, people, ...talk, dialogs, notices];

    this.#buttons = {
      rooms: iconButton("menu", t("open.rooms"), () => this.#toggle("rooms"), {
        "aria-expanded": "false",
        class: "narrow-only",
      }),
      people: iconButton("people", t("open.people"), () => this.#toggle("people"), { "aria-expanded": "false" }),
    };
    this.#searchButton = iconButton("search", t("search"), () => this.#toggleSearch(), {
      "aria-expanded": "false",
      "aria-keyshortcuts": "Control+K /",
    });
    this.#buttons.people.append(this.#count);
    this.#buttons.rooms.append(this.#unreadBadge);
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
      room.queueButton,
      this.#searchButton,
      this.#buttons.people,
      room.more,
    );
    this.#main = h(
      "main",
      { class: "talk" },
      head,
      banner.element,
      banner.spoken,
      announcement.element,
      announcement.spoken,
      notices.element,
      this.#bannedNotice.element,
      this.#timeline.element,
      typing.element,
      this.#composer.element,
    );
    this.element = h(
      "div",
      { class: "shell", on: { keydown: (event) => this.#key(event) } },
      this.#drawers.rooms,
      this.#main,
      this.#drawers.people,
      this.#search.element,
      h("div", { class: "backdrop", on: { click: close } }),
      menu.element,
    );
    this.#narrow = globalThis.matchMedia("(max-width: 53.75em)");
    const fit = () => this.#fit();
    this.#narrow.addEventListener("change", fit);
    const shortcut = (event) => this.#shortcut(event);
    document.addEventListener("keydown", shortcut);
    this.#removeListeners = () => {
      this.#narrow.removeEventListener("change", fit);
      document.removeEventListener("keydown", shortcut);
    };
  }

  opened() {
    this.#fit();
  }

  /** Draw `state`. With `inParts` returns whether some new messages remain to be drawn. */
  render(state, { inParts }) {
    this.#draw(state, { inParts });
    // Focusing forces a layout: once, when everything is drawn.
    if (!this.#hasFocused) {
      this.#hasFocused = true;
      if (this.#context.browser.mayTakeFocus) {
        this.#focusChat();
      }
    }
    if (!this.#dialogsRequested && state.rooms[state.active]?.joined) {
      this.#dialogsRequested = true;
      this.#context.browser.idle(() => this.#dialogs.load().catch(() => {}));
    }
    return this.#timeline.remains;
  }

  close() {
    this.#removeListeners();
    this.#views.forEach((view) => view.close?.());
  }

  #draw(state, { inParts }) {
    const held = document.activeElement;
    const room = state.rooms[state.active] ?? null;
    this.#showPeopleCount(room);
    this.#showUnread(unreadElsewhere(state));
    const searching = Boolean(room?.search);
    this.#searchButton.hidden = room === null || room.epoch === null;
    this.#searchButton.setAttribute("aria-expanded", String(searching));
    this.#search.element.hidden = !searching;
    this.element.classList.toggle("has-search", searching);
    for (const view of this.#views) {
      view.render(state, room, { inParts });
    }
    // If the focused element is gone, focus where the person reads or writes.
    const now = document.activeElement;
    if (held !== null && held !== document.body && (now === held || now === document.body) && cannotFocus(held)) {
      this.#focusChat();
    }
  }

  // On a phone the room list is hidden: its button shows the unread count.
  #showUnread({ unread, mentions }) {
    const { language } = this.#context;
    const count = mentions || unread;
    const words = count > 0 ? language.t(mentions > 0 ? "pill.called" : "pill.unread", { count }) : "";
    setText(this.#unreadBadge, count > 0 ? badgeText({ unread, mentions }, 9) : "");
    this.#unreadBadge.hidden = count === 0;
    this.#unreadBadge.classList.toggle("is-call", mentions > 0);
    const label = words ? `${language.t("open.rooms")} · ${words}` : language.t("open.rooms");
    if (this.#buttons.rooms.title !== label) {
      this.#buttons.rooms.title = label;
      this.#buttons.rooms.setAttribute("aria-label", label);
    }
  }

  #showPeopleCount(room) {
    const { language } = this.#context;
    const count = room?.kind === "direct" ? 2 : room?.count;
    const counted = room?.joined && room.kind !== "inbox";
    setText(this.#count, counted ? String(count) : "");
    const label = counted ? language.t("open.people.of", { count }) : language.t("open.people");
    if (this.#buttons.people.ariaLabel !== label) {
      this.#buttons.people.setAttribute("aria-label", label);
    }
  }

  // After choosing a room, focus the composer; not on a phone, whose keyboard would cover half of the room.
  #returnFocus() {
    this.#show(null);
    const taken = this.#focusChat();
    // The room may be drawn in the next frame only.
    requestAnimationFrame(() => document.activeElement === taken && this.#focusChat());
  }

  // Focus the composer, or on a phone the heading; returns the focused element.
  #focusChat() {
    const wide = [this.#composer.field, this.#bannedNotice.heading, this.#timeline.reading, this.#heading];
    const places = this.#narrow.matches ? [this.#bannedNotice.heading, this.#heading] : wide;
    if (document.querySelector("dialog[open]") === null) {
      places.find(takeFocus);
    }
    return document.activeElement;
  }

  #focusable(which) {
    return [...this.#drawers[which].querySelectorAll("[aria-current], button, a, input")];
  }

  // On a phone the search covers its results.
  #resultOpened() {
    if (this.#narrow.matches) {
      this.#context.search.close();
    }
  }

  #toggleSearch() {
    if (this.#context.store.room?.search) {
      this.#context.search.close();
      this.#returnFocus();
    } else {
      this.#openSearch();
    }
  }

  #openSearch() {
    this.#show(null);
    this.#context.search.open();
    // At once, not in the next frame: after Ctrl+K the person types on.
    this.element.classList.add("has-search");
    this.#search.open();
  }

  // Ctrl+K everywhere, and / outside of text fields.
  #shortcut(event) {
    const { key, ctrlKey, metaKey, altKey, target } = event;
    const writing = target instanceof Element && target.closest("input, textarea, select, dialog") !== null;
    const asks = (key.toLowerCase() === "k" && (ctrlKey || metaKey) && !altKey) || (key === "/" && !writing && !ctrlKey && !metaKey);
    if (asks && !this.#searchButton.hidden && !event.isComposing && document.querySelector("dialog[open]") === null) {
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
      const all = this.#focusable(which);
      [...all.filter((one) => one.ariaCurrent), ...all].find(takeFocus);
    } else if (before) {
      this.#buttons[before].focus();
    }
  }

  // Hidden parts cannot be reached by keyboard either.
  #fit() {
    const narrow = this.#narrow.matches;
    const hidden = this.element.classList.contains("without-people");
    const open = { rooms: !narrow || this.#open === "rooms", people: narrow ? this.#open === "people" : !hidden };
    for (const [name, drawer] of Object.entries(this.#drawers)) {
      drawer.inert = !open[name];
      drawer.classList.toggle("is-open", this.#open === name);
      this.#buttons[name].setAttribute("aria-expanded", String(open[name]));
    }
    const drawer = narrow && this.#open !== null;
    this.#main.inert = drawer;
    this.#search.element.inert = drawer;
    this.element.classList.toggle("has-drawer", drawer);
  }

  #key(event) {
    if (event.key === "Escape" && !event.isComposing && this.#open) {
      this.#show(null);
      event.stopPropagation();
    }
  }
}

// An element that is being hidden keeps the focus for a moment.
function takeFocus(element) {
  if (cannotFocus(element)) {
    return false;
  }
  element.focus({ preventScroll: true });
  return document.activeElement === element;
}

function cannotFocus(element) {
  return !element.isConnected || element.disabled || element.closest("[hidden], [inert]") !== null;
}

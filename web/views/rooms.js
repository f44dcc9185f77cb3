import { elsewhere } from "../state/lines.js";
import { avatar } from "./avatar.js";
import { h, icon, iconButton, setText } from "./dom.js";
import { walk } from "./keys.js";
import { languageChoice } from "./languages.js";

/** The rooms one is in, a way into others, and oneself. */
export class Rooms {
  #context;
  #list = h("ul", { class: "room-list" });
  #rest = h("ul", { class: "room-list" });
  #others;
  #none;
  #input;
  #complaint = h("p", { class: "complaint", id: "room-complaint", role: "alert" });
  #me = h("span", { class: "me-name" });
  #face = h("span", { class: "me-face" });
  #drawn = "";
  #shown = null;

  constructor(context) {
    this.#context = context;
    const { language, settings } = context;
    const t = (name, values) => language.t(name, values);
    this.#none = h("p", { class: "side-none" }, t("rooms.none"));
    this.#input = h("input", {
      class: "field small",
      id: "room-name",
      type: "text",
      autocomplete: "off",
      autocapitalize: "none",
      spellcheck: "false",
      placeholder: t("rooms.placeholder"),
      "aria-label": t("rooms.join"),
      "aria-describedby": "room-complaint",
      enterkeyhint: "go",
      on: { input: () => setText(this.#complaint, "") },
    });
    const join = h(
      "form",
      { class: "room-join", novalidate: true, on: { submit: (event) => this.#join(event) } },
      this.#input,
      h(
        "button",
        { type: "submit", class: "icon-button", "aria-label": t("rooms.join"), title: t("rooms.join") },
        icon("plus"),
      ),
    );
    const me = h(
      "button",
      { type: "button", class: "me", "aria-label": t("me.settings"), title: t("me.settings"), on: { click: settings } },
      this.#face,
      this.#me,
      icon("gear"),
    );
    this.#others = h(
      "section",
      { class: "room-others" },
      h("h2", { class: "side-title" }, t("rooms.others")),
      this.#rest,
    );
    const nav = h("nav", { class: "side-scroll", "aria-label": t("rooms") }, this.#list, this.#none, this.#others);
    nav.addEventListener("keydown", (event) => walk(event, nav.querySelectorAll(".room-open")));
    this.element = h(
      "div",
      { class: "side-inside" },
      h(
        "div",
        { class: "brand" },
        h("span", { class: "brand-mark" }, icon("wave")),
        h("span", { class: "brand-name" }, "chatd"),
        languageChoice(context),
      ),
      h("h2", { class: "side-title" }, t("rooms")),
      nav,
      join,
      this.#complaint,
      h("div", { class: "side-foot" }, me),
    );
  }

  render({ rooms, lines, active, me }, _room) {
    const here = Object.values(rooms).map(({ id, title, unread }) => ({ id, title, unread, joined: true }));
    const there = elsewhere(lines, rooms).map(({ room, title, unread }) => ({
      id: room,
      title,
      unread,
      joined: false,
    }));
    const drawn = JSON.stringify([here, there, active]);
    if (drawn !== this.#drawn) {
      this.#drawn = drawn;
      this.#draw(here, there, active);
    }
    if (me !== this.#shown) {
      this.#shown = me;
      setText(this.#me, me?.name ?? "");
      this.#face.replaceChildren(...(me ? [avatar(me)] : []));
    }
  }

  #draw(here, there, active) {
    const focused = this.element.contains(document.activeElement) ? document.activeElement.dataset.room : null;
    this.#none.hidden = here.length > 0;
    this.#list.replaceChildren(...here.map((room) => this.#row(room, room.id === active)));
    this.#others.hidden = there.length === 0;
    this.#rest.replaceChildren(...there.map((room) => this.#row(room, false)));
    if (focused) {
      this.element.querySelector(`[data-room="${CSS.escape(focused)}"]`)?.focus();
    }
  }

  #row({ id, title, unread, joined }, active) {
    const { intents, language, chosen } = this.#context;
    const name = title || id;
    const open = () => {
      intents.open(id);
      chosen();
    };
    const go = (event) => {
      event.stopPropagation();
      if (joined) {
        intents.leave(id);
      } else {
        intents.hide(id);
      }
    };
    const looks = ["room-row", active && "is-active", unread > 0 && "is-unread", !joined && "is-elsewhere"];
    const chosenNow = active ? "page" : null;
    return h(
      "li",
      { class: looks.filter(Boolean).join(" ") },
      h(
        "button",
        { type: "button", class: "room-open", data: { room: id }, "aria-current": chosenNow, on: { click: open } },
        h("span", { class: "room-hash", "aria-hidden": "true" }, "#"),
        h("span", { class: "room-name" }, name),
        unread > 0 && this.#badge(unread),
      ),
      iconButton("close", language.t(joined ? "rooms.leave" : "rooms.hide", { room: name }), go, {
        class: "room-leave",
      }),
    );
  }

  #badge(count) {
    const words = this.#context.language.t("pill.unread", { count });
    return h("span", { class: "unread-count", "aria-label": words, title: words }, count > 99 ? "99+" : String(count));
  }

  #join(event) {
    event.preventDefault();
    const { intents, language, chosen } = this.#context;
    const name = this.#input.value.trim().replace(/^#/, "");
    if (name === "") {
      return;
    }
    const doubt = intents.doubt(name);
    setText(this.#complaint, doubt ? language.t(doubt.name, doubt.values) : "");
    this.#input.setAttribute("aria-invalid", String(doubt !== null));
    if (doubt === null) {
      this.#input.value = "";
      intents.open(name);
      chosen();
    }
  }
}

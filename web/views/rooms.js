import { avatar } from "./avatar.js";
import { h, icon, iconButton, setText } from "./dom.js";
import { walk } from "./keys.js";
import { languageChoice } from "./languages.js";

/** The rooms one is in, a way into others, and oneself. */
export class Rooms {
  #context;
  #list = h("ul", { class: "room-list" });
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
    this.#list.addEventListener("keydown", (event) => walk(event, this.#list.querySelectorAll(".room-open")));
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
      h("nav", { class: "side-scroll", "aria-label": t("rooms") }, this.#list, this.#none),
      join,
      this.#complaint,
      h("div", { class: "side-foot" }, me),
    );
  }

  render({ rooms, active, me }, _room) {
    const all = Object.values(rooms);
    const looks = all.map(({ id, title, unread, more, joined }) => [id, title, unread, more, joined]);
    const drawn = JSON.stringify([looks, active]);
    if (drawn !== this.#drawn) {
      this.#drawn = drawn;
      this.#draw(all, active);
    }
    if (me !== this.#shown) {
      this.#shown = me;
      setText(this.#me, me?.name ?? "");
      this.#face.replaceChildren(...(me ? [avatar(me)] : []));
    }
  }

  #draw(rooms, active) {
    const focused = this.#list.contains(document.activeElement) ? document.activeElement.dataset.room : null;
    this.#none.hidden = rooms.length > 0;
    this.#list.replaceChildren(...rooms.map((room) => this.#row(room, room.id === active)));
    if (focused) {
      this.#list.querySelector(`[data-room="${CSS.escape(focused)}"]`)?.focus();
    }
  }

  #row({ id, title, unread, more }, active) {
    const { intents, language, chosen } = this.#context;
    const name = title || id;
    const count = unread > 0 ? `${unread > 99 ? "99+" : unread}${more && unread <= 99 ? "+" : ""}` : null;
    const open = () => {
      intents.open(id);
      chosen();
    };
    const leave = (event) => {
      event.stopPropagation();
      intents.leave(id);
    };
    return h(
      "li",
      { class: `room-row${active ? " is-active" : ""}${unread > 0 ? " is-unread" : ""}` },
      h(
        "button",
        {
          type: "button",
          class: "room-open",
          data: { room: id },
          "aria-current": active ? "page" : null,
          on: { click: open },
        },
        h("span", { class: "room-hash", "aria-hidden": "true" }, "#"),
        h("span", { class: "room-name" }, name),
        count &&
          h("span", { class: "unread-count", "aria-label": language.t("pill.unread", { count: unread }) }, count),
      ),
      iconButton("close", language.t("rooms.leave", { room: name }), leave, { class: "room-leave" }),
    );
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

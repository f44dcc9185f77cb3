import { areListedAlike, groupedRooms } from "../../store/room_list.js";
import { maySite } from "../../store/permissions.js";
import { avatar } from "../kit/avatar.js";
import { brandMark } from "../kit/brand.js";
import { h, icon, iconButton, setText } from "../kit/dom.js";
import { moveFocus } from "../kit/keyboard.js";
import { languageSelect } from "../kit/language_select.js";
import { LongList } from "../kit/long_list.js";
import { kindIcon, roomName } from "../kit/room_name.js";

const MAX_UNREAD = 100;

/** The list of rooms, the ways to join others, and the button of the person's settings. */
export class RoomList {
  #context;
  #groups = {};
  #emptyNote;
  #create;
  #browse;
  #input;
  #error = h("p", { class: "complaint", id: "room-complaint", role: "alert" });
  #me = h("span", { class: "me-name", dir: "auto" });
  #avatar = h("span", { class: "me-face" });
  #drawn = null;
  #drawnUser = null;

  constructor(context) {
    this.#context = context;
    const { language, dialogs, close } = context;
    const t = (name, values) => language.t(name, values);
    this.#emptyNote = h("p", { class: "side-none" }, t("rooms.none"));
    this.#create = iconButton("plus", t("create.title"), () => dialogs.createRoom(), { class: "side-add add-room" });
    this.#browse = iconButton("list", t("browse.title"), () => dialogs.browseRooms(), { class: "side-add browse-rooms", hidden: true });
    const adds = h("span", { class: "side-adds" }, this.#browse, this.#create);
    const direct = iconButton("plus", t("direct.title"), () => dialogs.startDirect(), { class: "side-add" });
    this.#groups = {
      invitations: this.#group(t("rooms.invitations")),
      open: this.#group(t("rooms"), adds),
      hidden: this.#group(t("rooms.private")),
      directs: this.#group(t("rooms.direct"), direct),
      elsewhere: this.#group(t("rooms.others")),
    };
    this.#input = h("input", {
      class: "field small",
      id: "room-name",
      type: "text",
      dir: "auto",
      autocomplete: "off",
      autocapitalize: "none",
      spellcheck: "false",
      placeholder: t("rooms.placeholder"),
      "aria-label": t("rooms.join"),
      "aria-describedby": "room-complaint",
      enterkeyhint: "go",
      on: { input: () => setText(this.#error, "") },
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
      { type: "button", class: "me", title: t("me.settings"), on: { click: () => dialogs.settings() } },
      this.#avatar,
      this.#me,
      h("span", { class: "visually-hidden" }, t("me.settings")),
      icon("gear"),
    );
    const sections = Object.values(this.#groups).map(({ section }) => section);
    this.#groups.open.section.append(this.#emptyNote);
    const nav = h("nav", { class: "side-scroll", "aria-label": t("rooms") }, sections);
    nav.addEventListener("keydown", (event) => moveFocus(event, nav.querySelectorAll(".room-open")));
    this.element = h(
      "div",
      { class: "side-inside" },
      h(
        "div",
        { class: "brand" },
        brandMark(context.browser),
        h("span", { class: "brand-name" }, context.browser.siteName),
        languageSelect(context),
        iconButton("close", t("close"), close, { class: "narrow-only" }),
      ),
      nav,
      join,
      this.#error,
      h("div", { class: "side-foot" }, me),
    );
  }

  render(state, _room) {
    const { me } = state;
    const before = this.#drawn;
    this.#drawn = state;
    const same = (name) => before[name] === state[name];
    if (before === null || !["active", "account", "reports"].every(same) || !areListedAlike(before, state)) {
      const may = {
        find: maySite(state, "find_rooms"),
        create: maySite(state, "create_room"),
        direct: maySite(state, "create_direct"),
      };
      this.#draw(groupedRooms(state), state, may);
    }
    if (me !== this.#drawnUser) {
      this.#drawnUser = me;
      setText(this.#me, me?.name ?? "");
      this.#avatar.replaceChildren(...(me ? [avatar(me)] : []));
    }
  }

  #group(title, add = null) {
    const list = new LongList(this.#context, h("ul", { class: "room-list" }), {
      draw: (row) => this.#row(row),
      id: ({ place }) => place.id,
      state: JSON.stringify,
    });
    const head = h("div", { class: "side-head" }, h("h2", { class: "side-title" }, title), add);
    return { list, add, section: h("section", { class: "room-group" }, head, list.element, list.more) };
  }

  #draw(groups, { active, reports }, may) {
    const held = this.element.contains(document.activeElement) ? document.activeElement.closest(".room-row") : null;
    const at = [...this.element.querySelectorAll(".room-row")].indexOf(held);
    const opens = document.activeElement?.dataset.room !== undefined;
    for (const [name, { section, list }] of Object.entries(this.#groups)) {
      section.hidden = groups[name].length === 0 && name !== "open" && !(name === "directs" && may.direct);
      const rows = groups[name].map((place) => ({ place, active: place.id === active, reports: reports[place.id] }));
      // The open room and the first unread ones are drawn, however long the list is.
      const unread = new Set(rows.filter(({ place }) => place.unread > 0).slice(0, MAX_UNREAD));
      list.show(rows, { always: (row) => row.active || unread.has(row) });
    }
    this.#create.hidden = !may.create;
    this.#browse.hidden = !may.find;
    this.#groups.directs.add.hidden = !may.direct;
    this.#emptyNote.hidden = groups.open.length + groups.hidden.length + groups.directs.length > 0;
    if (held && !held.contains(document.activeElement)) {
      this.#restoreFocus(held.querySelector("[data-room]").dataset.room, { at, opens });
    }
  }

  // The focused row keeps the focus, on the same button; if it is gone, the next one gets it.
  #restoreFocus(id, { at, opens }) {
    const same = this.element.querySelector(`[data-room="${CSS.escape(id)}"]`)?.closest(".room-row");
    const rows = this.element.querySelectorAll(".room-row");
    const row = same ?? rows[Math.min(at, rows.length - 1)];
    (row?.querySelector(opens || !same ? ".room-open" : "button:not(.room-open)") ?? this.#input).focus();
  }

  #row({ place, active, reports = 0 }) {
    const { id, kind, other, unread, mentions, joined, invited, exclusion } = place;
    const { roomActions, language, returnFocus } = this.#context;
    const name = roomName(language, place).replace(/^#/, "");
    const open = () => {
      roomActions.open(id);
      returnFocus();
    };
    const apart = !joined && !id.startsWith("~");
    const looks = ["room-row", active && "is-active", unread > 0 && !invited && "is-unread", apart && "is-elsewhere"];
    const words = h("span", { class: "room-name", dir: "auto" }, name, invited && this.#invitedBy(place));
    const sign = other ? avatar(other) : kindIcon(language, kind ?? (id.startsWith("~") ? "private" : "public"));
    const state = {
      class: `room-open${exclusion ? " is-barred" : ""}`,
      title: exclusion ? language.t("rooms.barred") : null,
    };
    return h(
      "li",
      { class: looks.filter(Boolean).join(" ") },
      h(
        "button",
        { type: "button", ...state, data: { room: id }, "aria-current": active ? "page" : null, on: { click: open } },
        sign,
        words,
        reports > 0 && this.#flag(reports),
        unread > 0 && !invited && this.#badge(unread, mentions),
      ),
      this.#rowButtons(place, name, open),
    );
  }

  #invitedBy({ by }) {
    return by && h("span", { class: "room-by", dir: "auto" }, this.#context.language.t("invited.by", { name: by.name }));
  }

  // Invitations are accepted or declined; other rooms can be hidden.
  #rowButtons({ id, joined, invited, offered }, name, open) {
    const { roomActions, members, language } = this.#context;
    const t = (words) => language.t(words, { room: name });
    if (invited || offered) {
      const [yes, no] = offered
        ? [() => members.acceptRole(id), () => members.declineRole(id)]
        : [open, () => members.declineInvitation(id)];
      return h(
        "span",
        { class: "room-answers" },
        iconButton("check", t("invited.accept"), yes, { class: "room-accept" }),
        iconButton("close", t("invited.decline"), no),
      );
    }
    const go = (event) => {
      event.stopPropagation();
      if (joined) {
        roomActions.leave(id);
      } else {
        roomActions.hide(id);
      }
    };
    const words = id.startsWith("~") ? "rooms.put" : joined ? "rooms.leave" : "rooms.hide";
    return iconButton("close", t(words), go, { class: "room-leave" });
  }

  // Mentions come before unread messages.
  #badge(unread, mentions) {
    const count = mentions || unread;
    const words = this.#context.language.t(mentions > 0 ? "pill.called" : "pill.unread", { count });
    const looks = {
      class: `unread-count${mentions > 0 ? " is-call" : ""}`,
      role: "img",
      "aria-label": words,
      title: words,
    };
    return h("span", looks, badgeText({ unread, mentions }));
  }

  #flag(count) {
    const words = this.#context.language.t("queue.waiting", { count });
    return h("span", { class: "room-flag", role: "img", "aria-label": words, title: words }, icon("flag"));
  }

  #join(event) {
    event.preventDefault();
    const { roomActions, language, returnFocus } = this.#context;
    const name = this.#input.value.trim().replace(/^#/, "");
    if (name === "") {
      return;
    }
    const problem = roomActions.roomNameProblem(name);
    setText(this.#error, problem ? language.t(problem.name, problem.values) : "");
    this.#input.setAttribute("aria-invalid", String(problem !== null));
    if (problem === null) {
      this.#input.value = "";
      roomActions.open(name);
      returnFocus();
    }
  }
}

/** The text of a badge: the number of mentions with an `@`, else of unread messages; limited to `most`. */
export function badgeText({ unread, mentions }, max = 99) {
  const count = mentions || unread;
  return (mentions > 0 ? "@" : "") + (count > max ? `${max}+` : String(count));
}

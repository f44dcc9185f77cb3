import { listPeople, isModeratorRole, directPair } from "../../store/members.js";
import { may } from "../../store/permissions.js";
import { avatar, nameMark } from "../kit/avatar.js";
import { h, iconButton, setText } from "../kit/dom.js";
import { moveFocus } from "../kit/keyboard.js";
import { LongList } from "../kit/long_list.js";
import { personItems } from "./menu_items.js";

/** The people in the room and its other members, each with a menu. */
export class PeopleList {
  #context;
  #title;
  #invite;
  #hereList;
  #moreNote = h("p", { class: "side-none" });
  #awayList;
  #awaySection;
  #drawn = [];
  #nameMarks = {};
  #room = null;
  #me = null;

  constructor(context) {
    this.#context = context;
    const { language, dialogs } = context;
    const t = (name) => language.t(name);
    this.#title = h("h2", { class: "side-title" }, t("people"));
    const ask = () => dialogs.inviteTo(this.#room.id);
    this.#invite = iconButton("invite", t("room.invite"), ask, { class: "side-add", hidden: true });
    const draw = (row) => this.#row(row);
    const list = () => new LongList(context, h("ul", { class: "people-list" }), { draw, id: rowId, state: (row) => this.#rowState(row) });
    [this.#hereList, this.#awayList] = [list(), list()];
    this.#awaySection = h(
      "section",
      { hidden: true },
      h("h2", { class: "people-away" }, t("people.away")),
      this.#awayList.element,
      this.#awayList.more,
    );
    const scroll = h(
      "div",
      { class: "side-scroll" },
      this.#hereList.element,
      this.#hereList.more,
      this.#moreNote,
      this.#awaySection,
    );
    scroll.addEventListener("keydown", (event) => moveFocus(event, scroll.querySelectorAll("button.person")));
    this.element = h(
      "div",
      { class: "side-inside" },
      h(
        "div",
        { class: "side-head" },
        this.#title,
        this.#invite,
        iconButton("close", t("close"), context.close, { class: "narrow-only" }),
      ),
      scroll,
    );
  }

  render(state, room) {
    const { me, account, nameMarks } = state;
    if (room?.id !== this.#room?.id) {
      this.#hereList.reset();
      this.#awayList.reset();
    }
    this.#room = room;
    const two = room?.kind === "direct" ? directPair(state, room) : null;
    const drawn = [
      me,
      account,
      nameMarks,
      room?.id,
      room?.people,
      room?.count,
      room?.members,
      room?.sanctions,
      room?.can,
      room?.joined,
      two?.map(({ user, online }) => `${user.id} ${online}`).join(),
    ];
    if (drawn.every((value, at) => value === this.#drawn[at]) && this.#drawn.length > 0) {
      return;
    }
    this.#drawn = drawn;
    this.#nameMarks = nameMarks;
    const { language } = this.#context;
    const { here, away } = two ? { here: two, away: [] } : room ? listPeople(room, me) : { here: [], away: [] };
    const rest = (room?.count ?? 0) - here.length;
    const counted = room?.joined && !two && room.kind !== "inbox";
    setText(this.#title, counted ? language.t("people.here", { count: room.count }) : language.t("people"));
    setText(this.#moreNote, rest > 0 && here.length > 0 ? language.t("people.more", { count: rest }) : "");
    this.#invite.hidden = !may(room, "invite");
    this.#me = me;
    this.#draw(this.#hereList, here);
    this.#draw(this.#awayList, away);
    this.#awaySection.hidden = away.length === 0;
  }

  // The row with the focus keeps it.
  #draw(list, rows) {
    const { element } = list;
    const held = element.contains(document.activeElement) ? document.activeElement.dataset.user : null;
    list.show(rows);
    if (held && !element.contains(document.activeElement)) {
      element.querySelector(`[data-user="${CSS.escape(held)}"]`)?.focus();
    }
  }

  // Everything that a row shows, as one value.
  #rowState({ user, role, invited, online = false }) {
    const looks = [this.#nameMarks[user.id], this.#isMuted(user), this.#isMine(user), this.#hasMenu(user)];
    return JSON.stringify([user, role, invited, online, ...looks]);
  }

  #isMuted(user) {
    return this.#room.sanctions?.some((one) => one.kind === "mute" && one.user === user.id) ?? false;
  }

  #isMine(user) {
    return user.id === this.#me?.id;
  }

  #hasMenu(user) {
    return personItems(this.#context, user, this.#room).length > 0;
  }

  #row({ user, role, invited, online }) {
    const { language, menu } = this.#context;
    const t = (name) => language.t(name);
    const badges = [
      isModeratorRole(role) && h("span", { class: `badge is-${role}` }, t(`role.${role}`)),
      invited && h("span", { class: "badge" }, t("role.invited")),
      online && h("span", { class: "badge is-online" }, t("people.online")),
      this.#isMuted(user) && h("span", { class: "badge is-bound" }, t("role.muted")),
    ].filter(Boolean);
    const parts = [
      avatar(user),
      h("span", { class: "person-name", dir: "auto", title: user.name }, user.name || t("nobody")),
      nameMark(this.#nameMarks[user.id]),
      this.#isMine(user) && h("span", { class: isModeratorRole(role) ? "visually-hidden" : "person-you" }, t("you")),
      badges.length > 0 && h("span", { class: "badges" }, badges),
    ];
    if (!this.#hasMenu(user)) {
      return h("li", { class: "person" }, parts);
    }
    const title = language.t("person.menu", { name: user.name });
    // Built on each click: permissions may have changed.
    const open = ({ currentTarget }) =>
      menu.open(currentTarget, user.name, personItems(this.#context, user, this.#room));
    const click = { on: { click: open } };
    const button = {
      type: "button",
      class: "person",
      "aria-haspopup": "menu",
      title,
      data: { user: user.id },
      ...click,
    };
    return h("li", {}, h("button", button, parts));
  }
}

function rowId({ user }) {
  return user.id;
}

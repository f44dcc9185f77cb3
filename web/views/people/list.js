import { company, keepsOrder, pair } from "../../store/members.js";
import { may } from "../../store/permissions.js";
import { avatar, nameMark } from "../kit/avatar.js";
import { h, iconButton, setText } from "../kit/dom.js";
import { walk } from "../kit/keyboard.js";
import { LongList } from "../kit/long_list.js";
import { personItems } from "./menu_items.js";

/** Who is in the room, who belongs to it, and what can be done with each of them. */
export class People {
  #context;
  #title;
  #invite;
  #here;
  #unnamed = h("p", { class: "side-none" });
  #away;
  #absent;
  #drawn = [];
  #marks = {};
  #room = null;
  #me = null;

  constructor(context) {
    this.#context = context;
    const { language, dialogs } = context;
    const t = (name) => language.t(name);
    this.#title = h("h2", { class: "side-title" }, t("people"));
    const ask = () => dialogs.invite(this.#room.id);
    this.#invite = iconButton("invite", t("room.invite"), ask, { class: "side-add", hidden: true });
    const draw = (row) => this.#row(row);
    const list = () => new LongList(context, h("ul", { class: "people-list" }), { draw, id: idOf, state: (row) => this.#state(row) });
    [this.#here, this.#away] = [list(), list()];
    this.#absent = h(
      "section",
      { hidden: true },
      h("h2", { class: "people-away" }, t("people.away")),
      this.#away.element,
      this.#away.more,
    );
    const scroll = h(
      "div",
      { class: "side-scroll" },
      this.#here.element,
      this.#here.more,
      this.#unnamed,
      this.#absent,
    );
    scroll.addEventListener("keydown", (event) => walk(event, scroll.querySelectorAll("button.person")));
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
    const { me, account, marks } = state;
    if (room?.id !== this.#room?.id) {
      this.#here.reset();
      this.#away.reset();
    }
    this.#room = room;
    const two = room?.kind === "direct" ? pair(state, room) : null;
    const drawn = [
      me,
      account,
      marks,
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
    this.#marks = marks;
    const { language } = this.#context;
    const { here, away } = two ? { here: two, away: [] } : room ? company(room, me) : { here: [], away: [] };
    const rest = (room?.count ?? 0) - here.length;
    const counted = room?.joined && !two;
    setText(this.#title, counted ? language.t("people.here", { count: room.count }) : language.t("people"));
    setText(this.#unnamed, rest > 0 && here.length > 0 ? language.t("people.more", { count: rest }) : "");
    this.#invite.hidden = !may(room, "invite");
    this.#me = me;
    this.#draw(this.#here, here);
    this.#draw(this.#away, away);
    this.#absent.hidden = away.length === 0;
  }

  // Somebody may be looking at one of the rows: it keeps the focus.
  #draw(list, rows) {
    const { element } = list;
    const held = element.contains(document.activeElement) ? document.activeElement.dataset.user : null;
    list.show(rows);
    if (held && !element.contains(document.activeElement)) {
      element.querySelector(`[data-user="${CSS.escape(held)}"]`)?.focus();
    }
  }

  // All that a row shows, as one value.
  #state({ user, role, invited, online = false }) {
    const looks = [this.#marks[user.id], this.#isMuted(user), this.#isMine(user), this.#hasMenu(user)];
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
      keepsOrder(role) && h("span", { class: `badge is-${role}` }, t(`role.${role}`)),
      invited && h("span", { class: "badge" }, t("role.invited")),
      online && h("span", { class: "badge is-online" }, t("people.online")),
      this.#isMuted(user) && h("span", { class: "badge is-bound" }, t("role.muted")),
    ].filter(Boolean);
    const parts = [
      avatar(user),
      h("span", { class: "person-name", dir: "auto", title: user.name }, user.name || t("nobody")),
      nameMark(this.#marks[user.id]),
      this.#isMine(user) && h("span", { class: keepsOrder(role) ? "visually-hidden" : "person-you" }, t("you")),
      badges.length > 0 && h("span", { class: "badges" }, badges),
    ];
    if (!this.#hasMenu(user)) {
      return h("li", { class: "person" }, parts);
    }
    const title = language.t("person.menu", { name: user.name });
    // What may be done is looked up when it is asked for: it may have changed.
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

function idOf({ user }) {
  return user.id;
}

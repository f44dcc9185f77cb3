import { company, keepsOrder, pair } from "../state/members.js";
import { may } from "../state/powers.js";
import { avatar } from "./avatar.js";
import { h, iconButton, setText } from "./dom.js";
import { walk } from "./keys.js";
import { personItems } from "./person.js";

const SHOWN = 200;

/** Who is in the room, who belongs to it, and what can be done with each of them. */
export class People {
  #context;
  #title;
  #invite;
  #here = h("ul", { class: "people-list" });
  #more = h("p", { class: "side-none" });
  #away = h("ul", { class: "people-list" });
  #absent;
  #drawn = [];
  #room = null;

  constructor(context) {
    this.#context = context;
    const { language, dialogs } = context;
    const t = (name) => language.t(name);
    this.#title = h("h2", { class: "side-title" }, t("people"));
    const ask = () => dialogs.invite(this.#room.id);
    this.#invite = iconButton("invite", t("room.invite"), ask, { class: "side-add", hidden: true });
    this.#absent = h("section", { hidden: true }, h("h2", { class: "people-away" }, t("people.away")), this.#away);
    const scroll = h("div", { class: "side-scroll" }, this.#here, this.#more, this.#absent);
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
    const { me, account } = state;
    this.#room = room;
    const two = room?.kind === "direct" ? pair(state, room) : null;
    const drawn = [
      me,
      account,
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
    const { language } = this.#context;
    const { here, away } = two ? { here: two, away: [] } : room ? company(room, me) : { here: [], away: [] };
    const rest = (room?.count ?? 0) - Math.min(here.length, SHOWN);
    const counted = room?.joined && !two;
    setText(this.#title, counted ? language.t("people.here", { count: room.count }) : language.t("people"));
    setText(this.#more, rest > 0 && here.length > 0 ? language.t("people.more", { count: rest }) : "");
    this.#invite.hidden = !may(room, "invite");
    this.#draw(this.#here, here.slice(0, SHOWN), me);
    this.#draw(this.#away, away.slice(0, SHOWN), me);
    this.#absent.hidden = away.length === 0;
  }

  // Somebody may be looking at one of the rows: it keeps the focus.
  #draw(list, rows, me) {
    const held = list.contains(document.activeElement) ? document.activeElement.dataset.user : null;
    list.replaceChildren(...rows.map((row) => this.#row(row, me)));
    if (held) {
      list.querySelector(`[data-user="${CSS.escape(held)}"]`)?.focus();
    }
  }

  #row({ user, role, invited, online }, me) {
    const { language, menu } = this.#context;
    const t = (name) => language.t(name);
    const muted = this.#room.sanctions?.some((one) => one.kind === "mute" && one.user === user.id);
    const parts = [
      avatar(user),
      h("span", { class: "person-name", dir: "auto", title: user.name }, user.name || t("nobody")),
      user.id === me?.id && h("span", { class: keepsOrder(role) ? "visually-hidden" : "person-you" }, t("you")),
      keepsOrder(role) && h("span", { class: `badge is-${role}` }, t(`role.${role}`)),
      invited && h("span", { class: "badge" }, t("role.invited")),
      online && h("span", { class: "badge is-online" }, t("people.online")),
      muted && h("span", { class: "badge is-bound" }, t("role.muted")),
    ];
    if (personItems(this.#context, user, this.#room).length === 0) {
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

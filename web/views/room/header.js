import { desks, powersIn, waiting } from "../../store/permissions.js";
import { place } from "../../store/shown_rooms.js";
import { anchors } from "../kit/links.js";
import { h, iconButton, setText } from "../kit/dom.js";
import { kindSign, roomName } from "../kit/room_name.js";

const ICONS = { invite: "invite", settings: "gear", reports: "flag", sanctions: "ban", audit: "list", resign: "exit" };
const WORDS = {
  invite: "room.invite",
  settings: "room.settings",
  reports: "desk.reports",
  sanctions: "desk.sanctions",
  audit: "desk.audit",
  resign: "room.resign",
};

/** What the room is called and about; what waits for those who keep order in it, and all that can be done with it. */
export class Head {
  #context;
  #sign = h("span", { class: "title-sign" });
  #title = h("span", { class: "title-words", dir: "auto" });
  #topic = h("p", { class: "room-topic", dir: "auto" });
  #waiting = h("span", { class: "waiting-count" });
  #kind = null;
  #room = null;

  constructor(context) {
    this.#context = context;
    const { language } = context;
    const more = { class: "room-more", "aria-haspopup": "menu" };
    this.heading = h("h1", { class: "room-title", tabindex: "-1" }, this.#sign, this.#title);
    this.words = h(
      "div",
      { class: "room-words" },
      this.heading,
      this.#topic,
    );
    this.desk = iconButton("shield", language.t("desk"), () => this.#openDesk(), { class: "desk-open" });
    this.desk.append(this.#waiting);
    this.more = iconButton("more", language.t("room.menu"), ({ currentTarget }) => this.#menu(currentTarget), more);
  }

  render(state, room) {
    const { language } = this.#context;
    this.#room = room;
    const here = room && place(state, room.id);
    setText(this.#title, here ? roomName(language, here) : "chatd");
    this.#tellTopic(room?.topic ?? "");
    if (this.#kind !== here?.kind) {
      this.#kind = here?.kind ?? null;
      const plain = this.#kind === null || this.#kind === "public";
      this.#sign.replaceChildren(...(plain ? [] : [kindSign(language, this.#kind)]));
    }
    this.more.hidden = !room?.joined;
    this.#wait(state, room);
  }

  #wait(state, room) {
    const open = desks(room, state);
    const count = open.includes("reports") ? waiting(state, room) : 0;
    const words = this.#context.language.t(count > 0 ? "desk.waiting" : "desk", { count });
    this.desk.hidden = open.length === 0;
    this.desk.classList.toggle("has-waiting", count > 0);
    if (this.desk.title !== words) {
      this.desk.title = words;
      this.desk.setAttribute("aria-label", words);
    }
    setText(this.#waiting, count > 0 ? (count > 99 ? "99+" : String(count)) : "");
  }

  #tellTopic(topic) {
    if (topic !== this.words.title) {
      this.words.title = topic;
      const here = this.#context.surroundings.address({ room: "" }).split("#")[0];
      this.#topic.replaceChildren(...anchors(topic, { here }));
    }
  }

  #openDesk() {
    this.#context.dialogs.desk(desks(this.#room, this.#context.model.state)[0]);
  }

  #menu(anchor) {
    const { language, menu, model, intents, surroundings, dialogs } = this.#context;
    const room = this.#room;
    const link = async () => {
      if (await surroundings.copy(surroundings.address({ room: room.id }))) {
        intents.notice("copied");
      }
    };
    const acts = {
      invite: () => dialogs.invite(room.id),
      settings: () => dialogs.settings(model.state.rooms[room.id] ?? room),
      resign: () => dialogs.resign(room.id),
    };
    const items = powersIn(room, model.state).map((name) => ({
      label: language.t(WORDS[name]),
      icon: ICONS[name],
      act: acts[name] ?? (() => dialogs.desk(name)),
      danger: name === "resign",
    }));
    const rest = items.filter(({ danger }) => danger);
    const first = items.filter(({ danger }) => !danger);
    const copy = { label: language.t("room.link"), icon: "link", act: link };
    const title = roomName(language, place(model.state, room.id));
    menu.open(anchor, title, [...first, copy, ...(rest.length > 0 ? [null, ...rest] : [])]);
  }
}

import { queueTabs, roomMenuActions, openReportCount } from "../../store/permissions.js";
import { roomSummary } from "../../store/room_list.js";
import { linkify } from "../kit/links.js";
import { h, iconButton, setText } from "../kit/dom.js";
import { kindIcon, roomName } from "../kit/room_name.js";

const ICONS = { invite: "invite", settings: "gear", reports: "flag", sanctions: "ban", audit: "list", resign: "exit" };
const WORDS = {
  invite: "room.invite",
  settings: "room.settings",
  reports: "queue.reports",
  sanctions: "queue.sanctions",
  audit: "queue.audit",
  resign: "room.resign",
};

/**
 * The header of the room: name and topic, the button of the moderation dialog with the number of open reports, the
 * menu.
 */
export class RoomHeader {
  #context;
  #icon = h("span", { class: "title-sign" });
  #title = h("span", { class: "title-words", dir: "auto" });
  #topic = h("p", { class: "room-topic", dir: "auto" });
  #reportCount = h("span", { class: "waiting-count" });
  #kind = null;
  #room = null;

  constructor(context) {
    this.#context = context;
    const { language } = context;
    const more = { class: "room-more", "aria-haspopup": "menu" };
    this.heading = h("h1", { class: "room-title", tabindex: "-1" }, this.#icon, this.#title);
    this.words = h(
      "div",
      { class: "room-words" },
      this.heading,
      this.#topic,
    );
    this.queueButton = iconButton("shield", language.t("queue"), () => this.#openQueue(), { class: "desk-open" });
    this.queueButton.append(this.#reportCount);
    this.more = iconButton("more", language.t("room.menu"), ({ currentTarget }) => this.#menu(currentTarget), more);
  }

  render(state, room) {
    const { language } = this.#context;
    this.#room = room;
    const here = room && roomSummary(state, room.id);
    setText(this.#title, here ? roomName(language, here) : this.#context.browser.siteName);
    this.#drawTopic(room?.topic ?? "");
    if (this.#kind !== here?.kind) {
      this.#kind = here?.kind ?? null;
      const plain = this.#kind === null || this.#kind === "public";
      this.#icon.replaceChildren(...(plain ? [] : [kindIcon(language, this.#kind)]));
    }
    this.more.hidden = !room?.joined;
    this.#drawQueueButton(state, room);
  }

  #drawQueueButton(state, room) {
    const open = queueTabs(room, state);
    const count = open.includes("reports") ? openReportCount(state, room) : 0;
    const words = this.#context.language.t(count > 0 ? "queue.waiting" : "queue", { count });
    this.queueButton.hidden = open.length === 0;
    this.queueButton.classList.toggle("has-waiting", count > 0);
    if (this.queueButton.title !== words) {
      this.queueButton.title = words;
      this.queueButton.setAttribute("aria-label", words);
    }
    setText(this.#reportCount, count > 0 ? (count > 99 ? "99+" : String(count)) : "");
  }

  #drawTopic(topic) {
    if (topic !== this.words.title) {
      this.words.title = topic;
      const here = this.#context.browser.address({ room: "" }).split("#")[0];
      this.#topic.replaceChildren(...linkify(topic, { here }));
    }
  }

  #openQueue() {
    this.#context.dialogs.moderationQueue(queueTabs(this.#room, this.#context.store.state)[0]);
  }

  #menu(anchor) {
    const { language, menu, store, roomActions, browser, dialogs } = this.#context;
    const room = this.#room;
    const link = async () => {
      if (await browser.copy(browser.address({ room: room.id }))) {
        roomActions.showToast("copied");
      }
    };
    const acts = {
      invite: () => dialogs.inviteTo(room.id),
      settings: () => dialogs.roomSettings(store.state.rooms[room.id] ?? room),
      resign: () => dialogs.leaveRoom(room.id),
    };
    const items = roomMenuActions(room, store.state).map((name) => ({
      label: language.t(WORDS[name]),
      icon: ICONS[name],
      act: acts[name] ?? (() => dialogs.moderationQueue(name)),
      danger: name === "resign",
    }));
    const rest = items.filter(({ danger }) => danger);
    const first = items.filter(({ danger }) => !danger);
    const copy = { label: language.t("room.link"), icon: "link", act: link };
    const title = roomName(language, roomSummary(store.state, room.id));
    menu.open(anchor, title, [...first, copy, ...(rest.length > 0 ? [null, ...rest] : [])]);
  }
}

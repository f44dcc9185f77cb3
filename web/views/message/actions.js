import { h, iconButton } from "../kit/dom.js";
import { moveFocusSideways } from "../kit/keyboard.js";
import { messageItems } from "../people/menu_items.js";
import { messageWords } from "../../text/data.js";

/** Actions for a message: names in the order they are shown. */
function allowedActions({ entry, own }, { can }, unsupported = []) {
  const may = (action) => can?.includes(action) ?? false;
  const able = (action) => !unsupported.includes(action);
  if (entry.seq == null || entry.deleted) {
    return entry.deleted ? [] : ["copy.text"];
  }
  return [
    may("say") && "reply",
    "copy.text",
    "copy.link",
    own && may("edit_own") && able("edit") && "edit",
    ((own && may("delete_own")) || may("delete_any")) && able("delete") && "delete",
  ].filter(Boolean);
}

const ICONS = {
  reply: "reply",
  "copy.text": "copy",
  "copy.link": "link",
  edit: "edit",
  delete: "delete",
  more: "more",
};

/** The bar of buttons, moved to the message under the pointer or the focus. */
export class MessageActions {
  #context;
  #row = null;

  constructor(context) {
    this.#context = context;
    const walk = (event) => moveFocusSideways(event, this.element.children);
    const label = context.language.t("more");
    this.element = h("div", { class: "actions", role: "toolbar", "aria-label": label, on: { keydown: walk } });
  }

  /** Move to a row of the timeline, with its actions; null removes the bar. */
  attach(row, item, room) {
    if (row === this.#row) {
      return;
    }
    this.detach();
    this.#row = row;
    const message = item?.kind === "message";
    const further = message && messageItems(this.#context, item, room).length > 0;
    const bar = message ? allowedActions(item, room, this.#context.store.state.unsupported) : [];
    const names = further ? [...bar, "more"] : bar;
    if (names.length > 0) {
      const { language, clock } = this.#context;
      const button = (name) => iconButton(ICONS[name], language.t(name), () => this.#act(name, item, room));
      this.element.replaceChildren(...names.map(button));
      row.append(this.element);
      row.classList.add("has-actions");
      // The tap that shows the buttons must not press one of them.
      this.element.inert = true;
      clock.after(0, () => (this.element.inert = false));
    }
  }

  detach() {
    this.#row?.classList.remove("has-actions");
    this.#row = null;
    this.element.remove();
  }

  async #act(name, item, room) {
    const { roomActions, edits, browser } = this.#context;
    const { entry } = item;
    if (name === "more") {
      this.#openMenu(item, room);
    } else if (name === "reply") {
      roomActions.reply(entry);
    } else if (name === "edit") {
      this.detach();
      edits.setEditing(entry);
    } else if (name === "delete") {
      this.detach();
      edits.setDeleting(entry);
    } else {
      const text = name === "copy.text" ? messageWords(entry) : browser.address({ room: room.id, seq: entry.seq });
      if (await browser.copy(text)) {
        roomActions.showToast("copied");
      }
    }
  }

  #openMenu(item, room) {
    const { menu, language } = this.#context;
    const title = item.entry.user.name || language.t("nobody");
    const now = this.#context.store.state.rooms[room.id] ?? room;
    menu.open(this.element.lastChild, title, messageItems(this.#context, item, now), { home: this.#row });
  }
}

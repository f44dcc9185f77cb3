import { mentionableUsers } from "../../text/mentions.js";
import { timelineItems } from "../../store/timeline.js";
import { MessageActions } from "./actions.js";
import { ScreenReaderLog } from "./screen_reader.js";
import { h, icon, setText } from "../kit/dom.js";
import { MessageEditor } from "./editor.js";
import { moveFocus } from "../kit/keyboard.js";
import { itemDiffers, drawItem } from "./message.js";
import { roomNameById } from "../kit/room_name.js";
import { DeleteConfirm } from "./delete_confirm.js";
import { KeyedList } from "./keyed_list.js";
import { ScrollPosition } from "./scroll.js";

const LOAD_WITHIN = 500;
// While somebody types, at most so many new rows are drawn at a time, or this share of what waits: a key that comes
// meanwhile waits for them.
const PART_ROWS = 6;
const PART_SHARE = 1 / 8;

/** The messages of the open room, and scrolling and navigation in them. */
export class TimelineView {
  #context;
  #state = null;
  #room = null;
  #rows;
  #list = h("div", { class: "items" });
  #loadingNote = h("p", { class: "older", role: "status" });
  #emptyTitle = h("h2");
  #emptyText = h("p");
  #empty;
  #scroller;
  #scroll;
  #unreadPill;
  #latestButton;
  #actions;
  #editors;
  #screenReader;
  #focusBefore = null;
  #openedAt = null;
  #target = null;
  #visitedDivider = null;
  #expanded = new Set();
  #removers = [];
  #drawn = [];
  #remains = false;
  #mentionNames = null;
  #pageUrl = "";

  constructor(context) {
    this.#context = context;
    const { language, roomActions, history, browser } = context;
    this.#rows = new KeyedList(this.#list, {
      draw: (item) => this.#draw(item),
      differs: itemDiffers,
      replaced: (before, after) => this.#replaced(before, after),
    });
    const mark = h("span", { class: "empty-mark" }, icon("wave"));
    this.#empty = h("div", { class: "empty" }, mark, this.#emptyTitle, this.#emptyText);
    const reading = { class: "scroller", tabindex: "0", role: "log", "aria-live": "off" };
    this.#scroller = h("div", reading, this.#loadingNote, this.#empty, this.#list);
    this.#scroll = new ScrollPosition(this.#scroller, this.#list, () => this.#scrolled());
    const pill = { type: "button", class: "pill unread-pill", hidden: true };
    this.#unreadPill = h("button", { ...pill, on: { click: () => history.goToUnread() } }, icon("up"), h("span"));
    const words = h("span", { class: "latest-count" });
    const label = language.t("latest");
    const latest = { type: "button", class: "pill latest", hidden: true, "aria-label": label, title: label };
    this.#latestButton = h("button", { ...latest, on: { click: () => this.#jumpToEnd() } }, words, icon("down"));
    this.#actions = new MessageActions(context);
    this.#editors = [new MessageEditor(context), new DeleteConfirm(context)];
    this.#screenReader = new ScreenReaderLog(context);
    const parts = [this.#scroller, this.#unreadPill, this.#latestButton, this.#screenReader.element];
    this.element = h("section", { class: "timeline" }, parts);
    this.#listenTo(roomActions, "said", () => this.#toEnd());
    this.#listenTo(browser, "visible", () => this.#reportPosition());
    this.#scroller.addEventListener("keydown", (event) => this.#key(event));
    for (const type of ["pointerover", "focusin", "click"]) {
      this.#list.addEventListener(type, (event) => this.#showActions(event));
    }
    this.#scroller.addEventListener("pointerleave", (event) => this.#hideActions(event));
  }

  /** The element to focus for reading. */
  get reading() {
    return this.#scroller;
  }

  /** Whether the last drawing left new messages for the next one. */
  get remains() {
    return this.#remains;
  }

  render(state, room, { inParts }) {
    const other = room?.id !== this.#room?.id;
    const isNewLog = other || room?.epoch !== this.#room?.epoch;
    this.#state = state;
    this.#room = room;
    this.element.hidden = room?.exclusion != null;
    // Newly drawn elements take over the focus from those they replace.
    this.#focusBefore = document.activeElement;
    if (other) {
      this.#clearRoom();
    }
    this.#drawItems({ inParts });
    this.#drawEditors();
    this.#drawNotes();
    if (room?.joined && (isNewLog || this.#openedAt !== room.id)) {
      this.#openedAt = room.id;
      this.#scrollToStart();
    }
    this.#scrollToTarget();
    this.#scrolled();
    this.#screenReader.render(room, state);
  }

  close() {
    this.#removers.forEach((cancelTimer) => cancelTimer());
    this.#scroll.close();
  }

  #listenTo(source, type, listener) {
    source.addEventListener(type, listener);
    this.#removers.push(() => source.removeEventListener(type, listener));
  }

  #clearRoom() {
    this.#actions.detach();
    this.#rows.clear();
    this.#drawn = [];
    this.#remains = false;
    this.#openedAt = null;
    this.#target = null;
    this.#visitedDivider = null;
    this.#scroll.toEnd();
  }

  // Typing, presence and other rooms change the state, too, but not the list.
  #drawItems({ inParts }) {
    const { language } = this.#context;
    const { me, ignored } = this.#state;
    const { typing: _typing, count: _count, unread: _unread, called: _called, seen: _seen, ...room } = this.#room ?? {};
    const drawn = [me, ignored, this.#withRoomName({}).room, ...Object.values(room)];
    if (!this.#remains && drawn.length === this.#drawn.length && drawn.every((value, at) => value === this.#drawn[at])) {
      return;
    }
    this.#drawn = drawn;
    this.#mentionNames = null;
    this.#pageUrl = this.#context.browser.address({ room: "" }).split("#")[0];
    const dayKey = (time) => language.dayKey(time);
    const items = this.#room ? timelineItems(this.#room, { ...this.#state, dayKey }) : [];
    const named = items.map((item) => (item.kind === "start" ? this.#withRoomName(item) : item));
    const part = inParts ? this.#firstPart(named) : named;
    this.#remains = part.length < named.length;
    this.#scroll.keep(() => {
      this.#rows.show(part);
      // Before the list is measured: a later change would force another layout.
      this.#drawNotes();
    });
  }

  // Without the last of the new items, if there are many.
  #firstPart(items) {
    const isNew = ({ id }) => this.#rows.element(id) === undefined;
    let rest = Math.max(PART_ROWS, Math.ceil(items.filter(isNew).length * PART_SHARE));
    return items.filter((item) => !isNew(item) || (rest -= 1) >= 0);
  }

  // The name of the room may become known later, or change.
  #withRoomName(item) {
    const { id, kind } = this.#room ?? {};
    return { ...item, room: id && roomNameById(this.#context.language, this.#state, id), direct: kind === "direct" };
  }

  #drawEditors() {
    const find = (seq) => this.#rows.messageElement(seq);
    const reveal = (element) => this.#scroll.scrollTo(element, "nearest");
    this.#editors.forEach((tool) => tool.render(this.#room, { find, reveal, held: this.#focusBefore }));
  }

  #draw(item) {
    const { language, roomActions, history, store } = this.#context;
    const room = this.#room;
    if (item.entry?.reply_to != null && item.quoted === undefined) {
      history.loadOriginal(room.id, item.entry.reply_to);
    }
    return drawItem(item, {
      language,
      me: this.#state.me,
      names: () => this.#namesToMention(),
      reveal: (seqs) => store.dispatch({ type: "messagesRevealed", room: room.id, seqs }),
      here: this.#pageUrl,
      again: (key) => roomActions.resend(key),
      mend: (key) => roomActions.editUnsent(key),
      unfolded: this.#expanded,
      release: (change) => this.#scroll.release(change),
      discard: (key) => roomActions.discard(key),
      jump: (seq) => history.jump(room.id, seq),
    });
  }

  #namesToMention() {
    if (this.#mentionNames === null) {
      const { me } = this.#state;
      const all = [...(me ? [me] : []), ...mentionableUsers(this.#room, { me, ignored: {} })];
      this.#mentionNames = all.map(({ name }) => name);
    }
    return this.#mentionNames;
  }

  #replaced(before, after) {
    this.#actions.detach();
    if (before === this.#focusBefore) {
      after.focus({ preventScroll: true });
    }
  }

  #drawNotes() {
    const { language } = this.#context;
    const room = this.#room;
    const why = room === null ? "none" : "empty";
    this.#empty.hidden = room !== null && (!room.joined || room.older || this.#rows.size > 0);
    setText(this.#emptyTitle, language.t(`${why}.title`));
    setText(this.#emptyText, language.t(`${why}.text`));
    const note = { older: "older.loading", failed: "older.failed" }[room?.loading];
    setText(this.#loadingNote, note ? language.t(note) : "");
    const name = room ? roomNameById(language, this.#state, room.id).replace(/^#/, "") : "";
    this.#scroller.setAttribute("aria-label", language.t("messages", { room: name }));
  }

  // A room opens at its end, or at the divider if that would be out of sight.
  #scrollToStart() {
    this.#scroll.toEnd();
    const divider = this.#rows.element("divider");
    if (divider && !this.#scroll.isVisible(divider)) {
      this.#scroll.scrollTo(divider, "start");
    }
  }

  #scrollToTarget() {
    const target = this.#room?.target ?? null;
    if (target === this.#target) {
      return;
    }
    this.#target = target;
    this.#list.querySelector(".is-target")?.classList.remove("is-target");
    const unread = target?.at === "divider";
    const row = unread ? this.#rows.element("divider") : this.#rows.messageElement(target?.at);
    if (unread) {
      this.#scroll.scrollTo(row ?? this.#list, "start");
      (row?.nextElementSibling ?? this.#scroller).focus({ preventScroll: true });
    } else if (row) {
      row.classList.add("is-target");
      this.#scroll.scrollTo(row, "center");
      row.focus({ preventScroll: true });
    } else if (target === null) {
      this.#scroll.toEnd();
    }
  }

  #scrolled() {
    const { history, language } = this.#context;
    const room = this.#room;
    if (!room) {
      return;
    }
    const detached = room.to < room.head;
    if (room.older && this.#scroll.above < LOAD_WITHIN) {
      history.loadOlder();
    }
    if (detached && this.#scroll.below < LOAD_WITHIN) {
      history.loadNewer();
    }
    const divider = this.#rows.element("divider");
    const unread = Math.max(room.missed, room.unread);
    const above = divider ? this.#scroll.isAbove(divider) : room.divider !== null && room.from > room.divider + 1;
    this.#visitedDivider = divider && !above ? room.divider : this.#visitedDivider;
    this.#unreadPill.hidden = unread === 0 || !above || this.#visitedDivider === room.divider;
    setText(this.#unreadPill.lastChild, language.t(room.approximate ? "pill.about" : "pill.unread", { count: unread }));
    this.#latestButton.hidden = !detached && this.#scroll.atEnd;
    setText(this.#latestButton.firstChild, room.unread > 0 ? String(room.unread) : "");
    this.#reportPosition();
  }

  // Visible messages are read while the page is visible.
  #reportPosition() {
    const { store, browser } = this.#context;
    const room = this.#room;
    const visible = room?.joined && browser.visible;
    const following = room && this.#scroll.atEnd && room.to >= room.head ? room.id : null;
    if (following !== store.state.following && store.state.active === room?.id) {
      store.dispatch({ type: "endFollowed", room: following });
    }
    const watching = visible ? following : null;
    if (watching !== store.state.watching || (watching && store.room?.unread > 0)) {
      store.dispatch({ type: "roomWatched", room: watching });
    }
    if (visible && !watching && room.seen < room.head) {
      const seq = this.#rows.lastSeqAbove(this.#scroll.bottom);
      if (seq > room.seen) {
        store.dispatch({ type: "messagesRead", room: room.id, seq });
      }
    }
  }

  #toEnd() {
    this.#scroll.toEnd();
    this.#context.history.goToEnd();
    this.#scrolled();
  }

  // The button disappears, so the focus must move.
  #jumpToEnd() {
    this.#toEnd();
    this.#scroller.focus({ preventScroll: true });
  }

  #key(event) {
    if (event.target.closest("button, a, textarea") === null) {
      moveFocus(event, this.#list.querySelectorAll(".message"));
    }
  }

  // A finger causes `pointerover`, too: on touch, the click shows the buttons.
  #showActions({ target, pointerType, type }) {
    if (type === "pointerover" && pointerType === "touch") {
      return;
    }
    const row = target.closest(".message");
    const item = row && this.#rows.item(row);
    if (item) {
      this.#actions.attach(row, item, this.#room);
    }
  }

  // A finger leaves before its click arrives.
  #hideActions({ pointerType }) {
    if (pointerType !== "touch" && !this.#actions.element.contains(document.activeElement)) {
      this.#actions.detach();
    }
  }
}

import { callable } from "../../text/mentions.js";
import { timeline } from "../../store/timeline.js";
import { Actions } from "./actions.js";
import { Announcer } from "./screen_reader.js";
import { h, icon, setText } from "../kit/dom.js";
import { Editor } from "./editor.js";
import { walk } from "../kit/keyboard.js";
import { differs, draw } from "./message.js";
import { nameOf } from "../kit/room_name.js";
import { Removal } from "./delete_confirm.js";
import { Rows } from "./keyed_list.js";
import { Scroll } from "./scroll.js";

const NEAR = 500;

/** The conversation of the open room: what was said, from above to below, and the way through it. */
export class Timeline {
  #context;
  #state = null;
  #room = null;
  #rows;
  #list = h("div", { class: "items" });
  #note = h("p", { class: "older", role: "status" });
  #bare = h("h2");
  #hint = h("p");
  #empty;
  #scroller;
  #scroll;
  #pill;
  #latest;
  #actions;
  #tools;
  #announcer;
  #held = null;
  #placed = null;
  #target = null;
  #visited = null;
  #unfolded = new Set();
  #calms = [];
  #drawn = [];
  #called = null;
  #here = "";

  constructor(context) {
    this.#context = context;
    const { language, intents, journey, surroundings } = context;
    this.#rows = new Rows(this.#list, {
      draw: (item) => this.#draw(item),
      differs,
      replaced: (before, after) => this.#replaced(before, after),
    });
    const mark = h("span", { class: "empty-mark" }, icon("wave"));
    this.#empty = h("div", { class: "empty" }, mark, this.#bare, this.#hint);
    const reading = { class: "scroller", tabindex: "0", role: "log", "aria-live": "off" };
    this.#scroller = h("div", reading, this.#note, this.#empty, this.#list);
    this.#scroll = new Scroll(this.#scroller, this.#list, () => this.#scrolled());
    const pill = { type: "button", class: "pill unread-pill", hidden: true };
    this.#pill = h("button", { ...pill, on: { click: () => journey.unread() } }, icon("up"), h("span"));
    const words = h("span", { class: "latest-count" });
    const label = language.t("latest");
    const latest = { type: "button", class: "pill latest", hidden: true, "aria-label": label, title: label };
    this.#latest = h("button", { ...latest, on: { click: () => this.#jump() } }, words, icon("down"));
    this.#actions = new Actions(context);
    this.#tools = [new Editor(context), new Removal(context)];
    this.#announcer = new Announcer(context);
    const parts = [this.#scroller, this.#pill, this.#latest, this.#announcer.element];
    this.element = h("section", { class: "timeline" }, parts);
    this.#listen(intents, "said", () => this.#toEnd());
    this.#listen(surroundings, "visible", () => this.#watch());
    this.#scroller.addEventListener("keydown", (event) => this.#key(event));
    for (const type of ["pointerover", "focusin", "click"]) {
      this.#list.addEventListener(type, (event) => this.#touched(event));
    }
    this.#scroller.addEventListener("pointerleave", (event) => this.#left(event));
  }

  /** What takes the focus of somebody who reads. */
  get reading() {
    return this.#scroller;
  }

  render(state, room) {
    const other = room?.id !== this.#room?.id;
    const anew = other || room?.epoch !== this.#room?.epoch;
    this.#state = state;
    this.#room = room;
    this.element.hidden = room?.barred != null;
    // Whatever is drawn anew takes the focus over from what it replaces.
    this.#held = document.activeElement;
    if (other) {
      this.#clear();
    }
    this.#show();
    this.#equip();
    this.#explain();
    if (room?.joined && (anew || this.#placed !== room.id)) {
      this.#placed = room.id;
      this.#place();
    }
    this.#aim();
    this.#scrolled();
    this.#announcer.render(room, state);
  }

  close() {
    this.#calms.forEach((calm) => calm());
    this.#scroll.close();
  }

  #listen(source, type, react) {
    source.addEventListener(type, react);
    this.#calms.push(() => source.removeEventListener(type, react));
  }

  #clear() {
    this.#actions.detach();
    this.#rows.clear();
    this.#drawn = [];
    this.#placed = null;
    this.#target = null;
    this.#visited = null;
    this.#scroll.toEnd();
  }

  // Typing, presence and other rooms change the state as well: then the list is left alone.
  #show() {
    const { language } = this.#context;
    const { me, ignored } = this.#state;
    const { typing: _typing, count: _count, unread: _unread, called: _called, seen: _seen, ...room } = this.#room ?? {};
    const drawn = [me, ignored, this.#named({}).room, ...Object.values(room)];
    if (drawn.length === this.#drawn.length && drawn.every((value, at) => value === this.#drawn[at])) {
      return;
    }
    this.#drawn = drawn;
    this.#called = null;
    this.#here = this.#context.surroundings.address({ room: "" }).split("#")[0];
    const dayKey = (time) => language.dayKey(time);
    const items = this.#room ? timeline(this.#room, { ...this.#state, dayKey }) : [];
    const named = items.map((item) => (item.kind === "start" ? this.#named(item) : item));
    this.#scroll.keep(() => {
      this.#rows.show(named);
      // Before the list is measured: what is written later would have it laid out again.
      this.#explain();
    });
  }

  // What the room is called may become known later, or change.
  #named(item) {
    const { id, kind } = this.#room ?? {};
    return { ...item, room: id && nameOf(this.#context.language, this.#state, id), direct: kind === "direct" };
  }

  #equip() {
    const find = (seq) => this.#rows.message(seq);
    const reveal = (element) => this.#scroll.to(element, "nearest");
    this.#tools.forEach((tool) => tool.render(this.#room, { find, reveal, held: this.#held }));
  }

  #draw(item) {
    const { language, intents, journey, model } = this.#context;
    const room = this.#room;
    if (item.entry?.reply_to != null && item.quoted === undefined) {
      journey.original(room.id, item.entry.reply_to);
    }
    return draw(item, {
      language,
      me: this.#state.me,
      names: () => this.#names(),
      reveal: (seqs) => model.dispatch({ type: "reveal", room: room.id, seqs }),
      here: this.#here,
      again: (key) => intents.again(key),
      mend: (key) => intents.mend(key),
      unfolded: this.#unfolded,
      release: (change) => this.#scroll.release(change),
      discard: (key) => intents.discard(key),
      jump: (seq) => journey.jump(room.id, seq),
    });
  }

  #names() {
    if (this.#called === null) {
      const { me } = this.#state;
      const all = [...(me ? [me] : []), ...callable(this.#room, { me, ignored: {} })];
      this.#called = all.map(({ name }) => name);
    }
    return this.#called;
  }

  #replaced(before, after) {
    this.#actions.detach();
    if (before === this.#held) {
      after.focus({ preventScroll: true });
    }
  }

  #explain() {
    const { language } = this.#context;
    const room = this.#room;
    const why = room === null ? "none" : "empty";
    this.#empty.hidden = room !== null && (!room.joined || room.older || this.#rows.size > 0);
    setText(this.#bare, language.t(`${why}.title`));
    setText(this.#hint, language.t(`${why}.text`));
    const note = { older: "older.loading", failed: "older.failed" }[room?.loading];
    setText(this.#note, note ? language.t(note) : "");
    const name = room ? nameOf(language, this.#state, room.id).replace(/^#/, "") : "";
    this.#scroller.setAttribute("aria-label", language.t("messages", { room: name }));
  }

  // A room opens at its end, or where the person stopped reading if that is out of sight then.
  #place() {
    this.#scroll.toEnd();
    const divider = this.#rows.node("divider");
    if (divider && !this.#scroll.shows(divider)) {
      this.#scroll.to(divider, "start");
    }
  }

  #aim() {
    const target = this.#room?.target ?? null;
    if (target === this.#target) {
      return;
    }
    this.#target = target;
    this.#list.querySelector(".is-target")?.classList.remove("is-target");
    const unread = target?.at === "divider";
    const row = unread ? this.#rows.node("divider") : this.#rows.message(target?.at);
    if (unread) {
      this.#scroll.to(row ?? this.#list, "start");
      (row?.nextElementSibling ?? this.#scroller).focus({ preventScroll: true });
    } else if (row) {
      row.classList.add("is-target");
      this.#scroll.to(row, "center");
      row.focus({ preventScroll: true });
    } else if (target === null) {
      this.#scroll.toEnd();
    }
  }

  #scrolled() {
    const { journey, language } = this.#context;
    const room = this.#room;
    if (!room) {
      return;
    }
    const detached = room.to < room.head;
    if (room.older && this.#scroll.above < NEAR) {
      journey.older();
    }
    if (detached && this.#scroll.below < NEAR) {
      journey.newer();
    }
    const divider = this.#rows.node("divider");
    const unread = Math.max(room.missed, room.unread);
    const above = divider ? this.#scroll.isAbove(divider) : room.divider !== null && room.from > room.divider + 1;
    this.#visited = divider && !above ? room.divider : this.#visited;
    this.#pill.hidden = unread === 0 || !above || this.#visited === room.divider;
    setText(this.#pill.lastChild, language.t(room.about ? "pill.about" : "pill.unread", { count: unread }));
    this.#latest.hidden = !detached && this.#scroll.atEnd;
    setText(this.#latest.firstChild, room.unread > 0 ? String(room.unread) : "");
    this.#watch();
  }

  // Read is what was in sight of somebody who looks at the page.
  #watch() {
    const { model, surroundings } = this.#context;
    const room = this.#room;
    const visible = room?.joined && surroundings.visible;
    const following = room && this.#scroll.atEnd && room.to >= room.head ? room.id : null;
    if (following !== model.state.following && model.state.active === room?.id) {
      model.dispatch({ type: "follow", room: following });
    }
    const watching = visible ? following : null;
    if (watching !== model.state.watching || (watching && model.room?.unread > 0)) {
      model.dispatch({ type: "watch", room: watching });
    }
    if (visible && !watching && room.seen < room.head) {
      const seq = this.#rows.lastAbove(this.#scroll.bottom);
      if (seq > room.seen) {
        model.dispatch({ type: "read", room: room.id, seq });
      }
    }
  }

  #toEnd() {
    this.#scroll.toEnd();
    this.#context.journey.latest();
    this.#scrolled();
  }

  // The button goes, and what had the focus with it.
  #jump() {
    this.#toEnd();
    this.#scroller.focus({ preventScroll: true });
  }

  #key(event) {
    if (event.target.closest("button, a, textarea") === null) {
      walk(event, this.#list.querySelectorAll(".message"));
    }
  }

  // A finger that comes down is not a pointer that rests: it asks with the click.
  #touched({ target, pointerType, type }) {
    if (type === "pointerover" && pointerType === "touch") {
      return;
    }
    const row = target.closest(".message");
    const item = row && this.#rows.item(row);
    if (item) {
      this.#actions.attach(row, item, this.#room);
    }
  }

  // A finger leaves before its click comes.
  #left({ pointerType }) {
    if (pointerType !== "touch" && !this.#actions.element.contains(document.activeElement)) {
      this.#actions.detach();
    }
  }
}

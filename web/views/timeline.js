import { timeline } from "../state/timeline.js";
import { Actions } from "./actions.js";
import { Announcer } from "./announcer.js";
import { h, icon, setText } from "./dom.js";
import { walk } from "./keys.js";
import { differs, draw } from "./message.js";
import { Scroll } from "./scroll.js";

const NEAR = 500;

/** The conversation of the open room: what was said, from above to below, and the way through it. */
export class Timeline {
  #context;
  #state = null;
  #room = null;
  #rows = new Map();
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
  #announcer;
  #placed = null;
  #target = null;
  #calms = [];

  constructor(context) {
    this.#context = context;
    const { language, intents, surroundings } = context;
    this.#empty = h(
      "div",
      { class: "empty" },
      h("span", { class: "empty-mark" }, icon("wave")),
      this.#bare,
      this.#hint,
    );
    this.#scroller = h(
      "div",
      { class: "scroller", tabindex: "0", role: "log", "aria-live": "off" },
      this.#note,
      this.#empty,
      this.#list,
    );
    this.#scroll = new Scroll(this.#scroller, this.#list, () => this.#scrolled());
    this.#pill = h("button", {
      type: "button",
      class: "pill unread-pill",
      hidden: true,
      on: { click: () => this.#toDivider() },
    });
    const words = h("span", { class: "latest-count" });
    const latest = {
      type: "button",
      class: "pill latest",
      hidden: true,
      "aria-label": language.t("latest"),
      title: language.t("latest"),
    };
    this.#latest = h("button", { ...latest, on: { click: () => this.#toEnd() } }, words, icon("down"));
    this.#actions = new Actions(context);
    this.#announcer = new Announcer(context);
    this.element = h(
      "section",
      { class: "timeline" },
      this.#scroller,
      this.#pill,
      this.#latest,
      this.#announcer.element,
    );
    this.#listen(intents, "said", () => this.#scroll.toEnd());
    this.#listen(surroundings, "visible", () => this.#watch());
    this.#scroller.addEventListener("keydown", (event) => this.#key(event));
    for (const type of ["pointerover", "focusin", "click"]) {
      this.#list.addEventListener(type, ({ target }) => this.#touched(target));
    }
    this.#scroller.addEventListener("pointerleave", () => this.#left());
  }

  render(state, room) {
    const other = room?.id !== this.#room?.id;
    const anew = other || room?.epoch !== this.#room?.epoch;
    this.#state = state;
    this.#room = room;
    if (other) {
      this.#clear();
    }
    this.#scroll.keep(() => this.#reconcile());
    this.#explain();
    if (room?.joined && (anew || this.#placed !== room.id)) {
      this.#placed = room.id;
      this.#place();
    }
    this.#aim();
    this.#announcer.render(room, state.me);
    this.#scrolled();
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
    this.#list.replaceChildren();
    this.#placed = null;
    this.#target = null;
    this.#scroll.toEnd();
  }

  #reconcile() {
    const { language } = this.#context;
    const dayKey = (time) => language.dayKey(time);
    const items = this.#room ? timeline(this.#room, { me: this.#state.me, dayKey }) : [];
    const rows = new Map();
    let cursor = this.#list.firstChild;
    for (const item of items) {
      const drawn = this.#rows.get(item.id)?.node;
      const node = this.#row(item);
      cursor = cursor !== null && cursor === drawn ? node : cursor;
      rows.set(item.id, { item, node });
      if (node === cursor) {
        cursor = cursor.nextSibling;
      } else {
        this.#list.insertBefore(node, cursor);
      }
    }
    while (cursor) {
      const next = cursor.nextSibling;
      cursor.remove();
      cursor = next;
    }
    this.#rows = rows;
  }

  #row(item) {
    const row = this.#rows.get(item.id);
    if (row && !differs(row.item, item)) {
      return row.node;
    }
    const node = this.#draw(item);
    if (row) {
      const focused = row.node === document.activeElement;
      this.#actions.detach();
      row.node.replaceWith(node);
      if (focused) {
        node.focus({ preventScroll: true });
      }
    }
    return node;
  }

  #draw(item) {
    const { language, intents, surroundings } = this.#context;
    const room = this.#room;
    return draw(
      { ...item, room: room.title || `#${room.id}` },
      {
        language,
        here: surroundings.address({ room: "" }).split("#")[0],
        quoted: (seq) => room.entries.find((entry) => entry.seq === seq),
        again: (key) => intents.again(key),
        discard: (key) => intents.discard(key),
        jump: (seq) => intents.jump(room.id, seq),
      },
    );
  }

  #explain() {
    const { language } = this.#context;
    const room = this.#room;
    const why = room === null ? "none" : "empty";
    this.#empty.hidden = room !== null && (!room.joined || this.#rows.size > 0);
    setText(this.#bare, language.t(`${why}.title`));
    setText(this.#hint, language.t(`${why}.text`));
    const note = { older: "older.loading", failed: "older.failed" }[room?.loading];
    setText(this.#note, note ? language.t(note) : "");
    this.#scroller.setAttribute("aria-label", language.t("messages", { room: room ? room.title || room.id : "" }));
  }

  // A room opens at its end, or where the person stopped reading if that is out of sight then.
  #place() {
    this.#scroll.toEnd();
    const divider = this.#rows.get("divider")?.node;
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
    const row = target === null ? null : this.#list.querySelector(`[data-seq="${target}"]`);
    if (row) {
      row.classList.add("is-target");
      this.#scroll.to(row, "center");
      row.focus({ preventScroll: true });
    } else if (target === null) {
      this.#scroll.toEnd();
    }
  }

  #scrolled() {
    const { intents } = this.#context;
    const room = this.#room;
    if (!room) {
      return;
    }
    const detached = room.to < room.head;
    if (room.older && this.#scroll.above < NEAR) {
      intents.older();
    }
    if (detached && this.#scroll.below < NEAR) {
      intents.newer();
    }
    const divider = this.#rows.get("divider")?.node;
    const unread = Math.max(room.missed, room.unread);
    this.#pill.hidden = !divider || unread === 0 || !this.#scroll.isAbove(divider);
    setText(this.#pill, this.#context.language.t("pill.unread", { count: unread }));
    this.#latest.hidden = !detached && this.#scroll.atEnd;
    setText(this.#latest.firstChild, room.unread > 0 ? String(room.unread) : "");
    this.#watch();
  }

  #watch() {
    const { model, surroundings } = this.#context;
    const room = this.#room;
    const watching = room && surroundings.visible && this.#scroll.atEnd && room.to >= room.head ? room.id : null;
    const latest = model.room;
    if (watching !== model.state.watching || (watching && latest?.unread > 0)) {
      model.dispatch({ type: "watch", room: watching });
    }
  }

  #toEnd() {
    this.#scroll.toEnd();
    this.#context.intents.latest();
    this.#scrolled();
  }

  #toDivider() {
    const divider = this.#rows.get("divider")?.node;
    if (divider) {
      this.#scroll.to(divider, "start");
    }
  }

  #key(event) {
    if (event.target.closest("button, a") === null) {
      walk(event, this.#list.querySelectorAll(".message"));
    }
  }

  #touched(target) {
    const row = target.closest(".message");
    const found = row && [...this.#rows.values()].find(({ node }) => node === row);
    if (found) {
      this.#actions.attach(row, found.item, this.#room);
    }
  }

  #left() {
    if (!this.#actions.element.contains(document.activeElement)) {
      this.#actions.detach();
    }
  }
}

import { h, setText } from "./dom.js";

const PAGE_SIZE = 100;

/**
 * A list that may hold thousands: so many items are drawn, and a button draws the next ones.
 *
 * An item that has not changed keeps its element.  `draw` makes the element of an item, `id` names the item among the
 * others, and `state` is what its element shows: drawn anew when that is no longer equal.
 */
export class LongList {
  #language;
  #draw;
  #id;
  #state;
  #items = [];
  #limit = PAGE_SIZE;
  #rows = new Map();
  #mustDraw = () => false;

  constructor({ language }, element, { draw, id, state = (item) => item }) {
    this.#language = language;
    this.#draw = draw;
    this.#id = id;
    this.#state = state;
    this.element = element;
    const more = { type: "button", class: "button quiet list-more", hidden: true, on: { click: () => this.#drawMore() } };
    this.more = h("button", more);
  }

  /** How many items are not drawn. */
  get rest() {
    return Math.max(0, this.#items.length - this.#rows.size);
  }

  /** Show these items; those that `always` holds of are drawn wherever they stand. */
  show(items, { always = () => false } = {}) {
    this.#items = items;
    this.#mustDraw = always;
    this.#render();
  }

  /** Show the beginning only, as at first. */
  reset() {
    this.#limit = PAGE_SIZE;
  }

  #drawMore() {
    const last = this.element.lastElementChild;
    const focused = document.activeElement === this.more;
    this.#limit += PAGE_SIZE;
    this.#render();
    if (focused && this.more.hidden) {
      const next = last?.nextElementSibling;
      (next?.matches("button") ? next : next?.querySelector("button"))?.focus();
    }
  }

  #render() {
    const rows = new Map();
    let cursor = this.element.firstElementChild;
    for (const [at, item] of this.#items.entries()) {
      if (at >= this.#limit && !this.#mustDraw(item)) {
        continue;
      }
      const id = this.#id(item);
      const state = this.#state(item);
      const before = this.#rows.get(id);
      const node = before?.state === state ? before.node : this.#draw(item);
      rows.set(id, { state, node });
      if (before && before.node !== node) {
        cursor = cursor === before.node ? node : cursor;
        before.node.replaceWith(node);
      }
      if (node === cursor) {
        cursor = cursor.nextElementSibling;
      } else {
        this.element.insertBefore(node, cursor);
      }
    }
    while (cursor) {
      const next = cursor.nextElementSibling;
      cursor.remove();
      cursor = next;
    }
    this.#rows = rows;
    this.more.hidden = this.rest === 0;
    setText(this.more, this.rest > 0 ? this.#language.t("list.more", { count: Math.min(PAGE_SIZE, this.rest) }) : "");
  }
}

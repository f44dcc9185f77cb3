import { h, setText } from "./dom.js";

const PAGE_SIZE = 100;

/**
 * A list of possibly thousands of items: it draws a page, and a button draws the next one.
 *
 * Unchanged items keep their elements. `draw` creates the element of an item, `id` identifies the item, and `state` is
 * what its element shows: if it changes, the element is drawn again.
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

  /** Number of items that are not drawn. */
  get rest() {
    return Math.max(0, this.#items.length - this.#rows.size);
  }

  /** Show these items; those for which `always` returns true are drawn wherever they are. */
  show(items, { always = () => false } = {}) {
    this.#items = items;
    this.#mustDraw = always;
    this.#render();
  }

  /** Go back to the first page. */
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

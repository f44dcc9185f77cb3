/**
 * Draws a list of items, `{id, …}` each, and keeps the elements of unchanged ones.
 *
 * `draw` creates the element of an item, `differs` tells whether it must be drawn again, and `replaced(before, after)`
 * is called when it was.
 */
export class KeyedList {
  #list;
  #draw;
  #differs;
  #onReplace;
  #entries = new Map();
  #idsByElement = new WeakMap();

  constructor(list, { draw, differs, replaced }) {
    this.#list = list;
    this.#draw = draw;
    this.#differs = differs;
    this.#onReplace = replaced;
  }

  get size() {
    return this.#entries.size;
  }

  /** The element of the item with this id, or undefined. */
  element(id) {
    return this.#entries.get(id)?.node;
  }

  /** The item of an element. */
  item(node) {
    return this.#entries.get(this.#idsByElement.get(node))?.item;
  }

  /** The element of the message `seq`, or null. */
  messageElement(seq) {
    return seq == null ? null : this.#list.querySelector(`[data-seq="${seq}"]`);
  }

  /** The seq of the last message that ends above the screen position `bottom`; null if there is none. */
  lastSeqAbove(bottom) {
    let node = this.#list.children[firstRowBelow(this.#list, bottom) - 1];
    while (node && node.dataset.seq === undefined) {
      node = node.previousElementSibling;
    }
    return node ? Number(node.dataset.seq) : null;
  }

  clear() {
    this.#entries.clear();
    this.#list.replaceChildren();
  }

  show(items) {
    this.#removeOthers(items);
    const rows = new Map();
    let cursor = this.#list.firstChild;
    for (const item of items) {
      const drawn = this.element(item.id);
      const node = this.#row(item);
      cursor = cursor !== null && cursor === drawn ? node : cursor;
      rows.set(item.id, { item, node });
      if (node === cursor) {
        cursor = cursor.nextSibling;
      } else {
        this.#list.insertBefore(node, cursor);
      }
    }
    this.#entries = rows;
  }

  // First of all: the elements that stay would otherwise be moved before those that go.
  #removeOthers(items) {
    const ids = new Set(items.map(({ id }) => id));
    for (const [id, { node }] of this.#entries) {
      if (!ids.has(id)) {
        node.remove();
      }
    }
  }

  #row(item) {
    const row = this.#entries.get(item.id);
    if (row && !this.#differs(row.item, item)) {
      // The element stays the same; the stored item is updated.
      return row.node;
    }
    const node = this.#draw(item);
    this.#idsByElement.set(node, item.id);
    if (row) {
      row.node.replaceWith(node);
      this.#onReplace(row.node, node);
    }
    return node;
  }
}

/** Index of the first element of a vertical list that ends below the screen position `place`. */
export function firstRowBelow(list, place) {
  const rows = list.children;
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle].getBoundingClientRect().bottom > place) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

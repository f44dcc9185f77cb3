import { firstRowBelow } from "./keyed_list.js";

const SLACK = 48;

/**
 * Keeps the scroll position of a list: at its end if it was at its end, else with the visible rows in place, whatever
 * is added above or below.
 */
export class ScrollPosition {
  #scroller;
  #list;
  #atEnd = true;
  #sizeAtEnd = "";
  #observer;
  #onScroll;
  #listener;

  constructor(scroller, list, moved) {
    this.#scroller = scroller;
    this.#list = list;
    this.#onScroll = moved;
    this.#listener = () => this.#scrolled();
    scroller.addEventListener("scroll", this.#listener, { passive: true });
    this.#observer = new ResizeObserver(() => this.#resized());
    this.#observer.observe(scroller);
    this.#observer.observe(list);
  }

  get above() {
    return this.#scroller.scrollTop;
  }

  get below() {
    const { scrollHeight, scrollTop, clientHeight } = this.#scroller;
    return scrollHeight - scrollTop - clientHeight;
  }

  /** Lower edge of the visible part on the screen. */
  get bottom() {
    return this.#scroller.getBoundingClientRect().bottom;
  }

  get atEnd() {
    return this.#atEnd;
  }

  /** Change the list without moving what is visible. */
  keep(change) {
    const anchors = this.#atEnd ? [] : this.#anchors();
    change();
    if (this.#atEnd) {
      this.#scrollToEnd();
      return;
    }
    // Some rows may have been drawn again: the first one that still exists tells how far everything moved.
    const anchor = anchors.find(({ row }) => row.isConnected);
    if (anchor) {
      this.#scroller.scrollTop += anchor.row.getBoundingClientRect().top - anchor.top;
    }
  }

  /** Change the height at the person's request: what is above stays in place, even at the end of the list. */
  release(change) {
    this.#atEnd = false;
    change();
    this.#atEnd = this.below < SLACK;
  }

  toEnd() {
    this.#atEnd = true;
    this.#scrollToEnd();
  }

  scrollTo(element, block) {
    this.#atEnd = false;
    element.scrollIntoView({ block });
    if (block === "start") {
      this.#scroller.scrollTop -= SLACK;
    }
    this.#atEnd = this.below < SLACK;
  }

  isVisible(element) {
    return !this.isAbove(element);
  }

  /** Whether the element is above the visible part. */
  isAbove(element) {
    return element.getBoundingClientRect().bottom < this.#scroller.getBoundingClientRect().top;
  }

  close() {
    this.#observer.disconnect();
    this.#scroller.removeEventListener("scroll", this.#listener);
  }

  // Separators between days move relative to messages: only messages are anchors.
  #anchors() {
    const { top, bottom } = this.#scroller.getBoundingClientRect();
    const places = [];
    let row = this.#list.children[firstRowBelow(this.#list, top)];
    for (; row; row = row.nextElementSibling) {
      const place = row.getBoundingClientRect();
      if (place.top >= bottom) {
        break;
      }
      if (row.matches(".message")) {
        places.push({ row, top: place.top });
      }
    }
    return places;
  }

  // An empty list has no end, and asking for its size would force a layout.
  #scrollToEnd() {
    if (this.#atEnd && this.#list.firstChild !== null) {
      this.#scroller.scrollTop = this.#scroller.scrollHeight;
      this.#sizeAtEnd = this.#size();
    }
  }

  #size() {
    const { scrollHeight, clientHeight } = this.#scroller;
    return `${scrollHeight} ${clientHeight}`;
  }

  // A list that shrank may be at its end without having been scrolled.
  #resized() {
    this.#scrollToEnd();
    if (!this.#atEnd && this.below < 1) {
      this.#scrolled();
    }
  }

  // A scroll event after a change of the size was not caused by the person.
  #scrolled() {
    if (this.#atEnd && this.#size() !== this.#sizeAtEnd) {
      this.#scrollToEnd();
    }
    this.#atEnd = this.below < SLACK;
    this.#onScroll();
  }
}

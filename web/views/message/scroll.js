import { firstRowBelow } from "./keyed_list.js";

const SLACK = 48;

/**
 * Keeps a scrolled list still: at its end when it was at its end, and else with what is in sight where it is, whatever
 * comes above or below.
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

  /** Where on the screen the part in sight ends. */
  get bottom() {
    return this.#scroller.getBoundingClientRect().bottom;
  }

  get atEnd() {
    return this.#atEnd;
  }

  /** Change the list, without what is in sight moving. */
  keep(change) {
    const anchors = this.#atEnd ? [] : this.#anchors();
    change();
    if (this.#atEnd) {
      this.#scrollToEnd();
      return;
    }
    // Some may have been drawn anew: the first that is still there tells how far everything moved.
    const anchor = anchors.find(({ row }) => row.isConnected);
    if (anchor) {
      this.#scroller.scrollTop += anchor.row.getBoundingClientRect().top - anchor.top;
    }
  }

  /** Change the list where the person asks for it: what is above stays where it is, at the end of the list too. */
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

  /** Whether the element lies above what is in sight. */
  isAbove(element) {
    return element.getBoundingClientRect().bottom < this.#scroller.getBoundingClientRect().top;
  }

  close() {
    this.#observer.disconnect();
    this.#scroller.removeEventListener("scroll", this.#listener);
  }

  // Lines between days move with what they stand above, so only messages hold.
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

  // An empty list has no end, and to ask for its size makes the browser lay the page out.
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

  // What grew smaller may have come to its end without being scrolled.
  #resized() {
    this.#scrollToEnd();
    if (!this.#atEnd && this.below < 1) {
      this.#scrolled();
    }
  }

  // What was pushed by a change of the size, a draft of other length, was not scrolled by the person.
  #scrolled() {
    if (this.#atEnd && this.#size() !== this.#sizeAtEnd) {
      this.#scrollToEnd();
    }
    this.#atEnd = this.below < SLACK;
    this.#onScroll();
  }
}

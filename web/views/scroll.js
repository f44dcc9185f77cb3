const SLACK = 48;

/**
 * Keeps a scrolled list still: at its end when it was at its end, and else with what is in sight where it is, whatever comes above
 * or below.
 */
export class Scroll {
  #scroller;
  #list;
  #stuck = true;
  #observer;
  #moved;
  #listener;

  constructor(scroller, list, moved) {
    this.#scroller = scroller;
    this.#list = list;
    this.#moved = moved;
    this.#listener = () => this.#scrolled();
    scroller.addEventListener("scroll", this.#listener, { passive: true });
    this.#observer = new ResizeObserver(() => this.#settle());
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

  get atEnd() {
    return this.#stuck;
  }

  /** Change the list, without what is in sight moving. */
  keep(change) {
    const anchor = this.#stuck ? null : this.#anchor();
    const before = anchor?.getBoundingClientRect().top;
    change();
    if (this.#stuck) {
      this.#settle();
    } else if (anchor?.isConnected) {
      this.#scroller.scrollTop += anchor.getBoundingClientRect().top - before;
    }
  }

  toEnd() {
    this.#stuck = true;
    this.#settle();
  }

  to(element, block) {
    this.#stuck = false;
    element.scrollIntoView({ block });
    if (block === "start") {
      this.#scroller.scrollTop -= SLACK;
    }
    this.#stuck = this.below < SLACK;
  }

  shows(element) {
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

  #anchor() {
    const top = this.#scroller.getBoundingClientRect().top;
    return [...this.#list.children].find((row) => row.getBoundingClientRect().bottom > top);
  }

  #settle() {
    if (this.#stuck) {
      this.#scroller.scrollTop = this.#scroller.scrollHeight;
    }
  }

  #scrolled() {
    this.#stuck = this.below < SLACK;
    this.#moved();
  }
}

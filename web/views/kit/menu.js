import { h, icon } from "./dom.js";
import { moveFocus } from "./keyboard.js";

const REOPEN_WITHIN = 250;
const MARGIN = 8;

/**
 * The context menu of the page: beside the button that opened it, or at the bottom on a phone.
 *
 * Items are `{label, icon, act, danger}`; null is a separator.
 */
export class Menu {
  #clock;
  #title = h("p", { class: "menu-title", dir: "auto" });
  #list = h("div", { class: "menu-items", role: "menu" });
  #anchor = null;
  #fallback = null;
  #closedAt = -Infinity;

  constructor({ clock }) {
    this.#clock = clock;
    this.element = h(
      "div",
      {
        class: "menu",
        popover: "auto",
        on: { keydown: (event) => this.#key(event), toggle: ({ newState }) => newState === "closed" && this.#closed() },
      },
      this.#title,
      this.#list,
    );
  }

  /** Open beside `anchor`, with a title; on close the focus returns there, or to `home` if `anchor` is gone. */
  open(anchor, title, items, { home = null } = {}) {
    // The press that would open it again has just closed it.
    if (anchor === this.#anchor && this.#clock.now() - this.#closedAt < REOPEN_WITHIN) {
      return;
    }
    this.#anchor = anchor;
    this.#fallback = home;
    this.#title.textContent = title;
    this.#list.setAttribute("aria-label", title);
    this.#list.replaceChildren(...items.map((item) => this.#item(item)));
    anchor.setAttribute("aria-expanded", "true");
    // The menu belongs to the landmark that it was opened in.
    anchor.closest("main, aside")?.append(this.element);
    this.element.showPopover();
    this.#place(anchor.getBoundingClientRect());
    this.#list.querySelector("button")?.focus();
  }

  close() {
    if (this.element.matches(":popover-open")) {
      this.element.hidePopover();
    }
  }

  #item(item) {
    if (item === null) {
      return h("hr", { role: "separator" });
    }
    const choose = () => {
      this.close();
      // Before a dialog opens, which later restores the present focus.
      this.#restoreFocus();
      item.act();
    };
    const looks = { type: "button", role: "menuitem", class: `menu-item${item.danger ? " danger" : ""}` };
    return h("button", { ...looks, on: { click: choose } }, item.icon && icon(item.icon), h("span", {}, item.label));
  }

  // Below the anchor, aligned with its end, and within the window.
  #place({ top, bottom, right }) {
    const { clientWidth, clientHeight } = document.documentElement;
    const { offsetWidth, offsetHeight } = this.element;
    const left = Math.max(Math.min(right, clientWidth - MARGIN) - offsetWidth, MARGIN);
    const below = bottom + 4;
    const above = below + offsetHeight > clientHeight - MARGIN ? Math.max(top - offsetHeight - 4, MARGIN) : below;
    this.element.style.setProperty("--left", `${left}px`);
    this.element.style.setProperty("--top", `${above}px`);
  }

  #key(event) {
    if (!moveFocus(event, this.#list.querySelectorAll("button")) && event.key === "Tab") {
      event.preventDefault();
      this.close();
    }
  }

  #closed() {
    this.#closedAt = this.#clock.now();
    this.#anchor.removeAttribute("aria-expanded");
    this.#restoreFocus();
  }

  // A hidden item keeps the focus for a moment.
  #restoreFocus() {
    const held = document.activeElement;
    if (!this.#anchor.isConnected && (held === null || held === document.body || this.element.contains(held))) {
      this.#fallback?.focus({ preventScroll: true });
    }
  }
}

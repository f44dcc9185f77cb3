import { h, iconButton } from "./dom.js";
import { roomNameById } from "./room_name.js";
import { errorText } from "./error_text.js";

const SHOWN_FOR = 6000;
const MAX_TOASTS = 3;

/** Short messages that disappear after a few seconds, but not under the pointer or the focus. */
export class Toasts {
  #context;
  #timers = new Set();
  #listener = ({ detail }) => this.#show(detail);

  constructor(context) {
    this.#context = context;
    this.element = h("div", { class: "notices", role: "status", "aria-atomic": "false" });
    context.roomActions.addEventListener("toast", this.#listener);
  }

  render() {}

  close() {
    this.#context.roomActions.removeEventListener("toast", this.#listener);
    this.#timers.forEach((cancelTimer) => cancelTimer());
  }

  // `id` is a room to be named in the text.
  #show({ name, values: { error, id, ...values } }) {
    const { language, clock, store, returnFocus } = this.#context;
    const reason = error ? errorText(language, error) : undefined;
    const room = id === undefined ? values.room : roomNameById(language, store.state, id);
    const text = error && name.startsWith("error.") ? reason : language.t(name, { ...values, room, reason });
    let cancelTimer = () => {};
    const stay = () => {
      cancelTimer();
      this.#timers.delete(cancelTimer);
    };
    const go = () => {
      stay();
      notice.remove();
    };
    const close = () => {
      go();
      returnFocus();
    };
    const wait = () => {
      stay();
      cancelTimer = clock.after(SHOWN_FOR, go);
      this.#timers.add(cancelTimer);
    };
    const held = () => notice.matches(":hover") || notice.contains(document.activeElement);
    const leave = ({ relatedTarget }) => notice.contains(relatedTarget) || notice.matches(":hover") || wait();
    const notice = h(
      "div",
      { class: "notice", on: { pointerenter: stay, pointerleave: () => held() || wait(), focusin: stay, focusout: leave } },
      h("p", {}, text),
      iconButton("close", language.t("close"), close),
    );
    this.element.append(notice);
    while (this.element.children.length > MAX_TOASTS) {
      this.element.firstChild.remove();
    }
    wait();
  }
}

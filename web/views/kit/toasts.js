import { h, iconButton } from "./dom.js";
import { nameOf } from "./room_name.js";
import { explain } from "./error_text.js";

const SHOWN = 6000;
const MOST = 3;

/** Short words that go away by themselves, but not from under the pointer or the focus. */
export class Notices {
  #context;
  #calms = new Set();
  #listener = ({ detail }) => this.#show(detail);

  constructor(context) {
    this.#context = context;
    this.element = h("div", { class: "notices", role: "status", "aria-atomic": "false" });
    context.intents.addEventListener("notice", this.#listener);
  }

  render() {}

  close() {
    this.#context.intents.removeEventListener("notice", this.#listener);
    this.#calms.forEach((calm) => calm());
  }

  // `id` is that of a room, which is named as it is everywhere.
  #show({ name, values: { error, id, ...values } }) {
    const { language, clock, model, chosen } = this.#context;
    const reason = error ? explain(language, error) : undefined;
    const room = id === undefined ? values.room : nameOf(language, model.state, id);
    const text = error && name.startsWith("error.") ? reason : language.t(name, { ...values, room, reason });
    let calm = () => {};
    const stay = () => {
      calm();
      this.#calms.delete(calm);
    };
    const go = () => {
      stay();
      notice.remove();
    };
    const close = () => {
      go();
      chosen();
    };
    const wait = () => {
      stay();
      calm = clock.after(SHOWN, go);
      this.#calms.add(calm);
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
    while (this.element.children.length > MOST) {
      this.element.firstChild.remove();
    }
    wait();
  }
}

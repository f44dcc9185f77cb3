import { h } from "./dom.js";
import { nameOf } from "./naming.js";
import { explain } from "./words.js";

const SHOWN = 6000;

/** Short words that go away by themselves. */
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
    const { language, clock, model } = this.#context;
    const reason = error ? explain(language, error) : undefined;
    const room = id === undefined ? values.room : nameOf(language, model.state, id);
    const text = error && name.startsWith("error.") ? reason : language.t(name, { ...values, room, reason });
    const notice = h("p", { class: "notice" }, text);
    this.element.append(notice);
    while (this.element.children.length > 3) {
      this.element.firstChild.remove();
    }
    const calm = clock.after(SHOWN, () => {
      this.#calms.delete(calm);
      notice.remove();
    });
    this.#calms.add(calm);
  }
}

import { h, setText } from "../kit/dom.js";

const MAX_LINES = 18;
const MAX_CHARACTERS = 700;

/** Whether a text can be taller than what is shown of one at once; told by its length, without laying it out. */
export function mayBeLong(text) {
  return text.length > MAX_CHARACTERS || text.split("\n", MAX_LINES + 1).length > MAX_LINES;
}

/**
 * A button that shows the whole of a text of which the style sheet shows the beginning; it is there while there is more.
 *
 * `unfolded` holds the `key`s of texts that are shown whole, and `release(change)` makes the text taller without what is
 * in sight moving.
 */
export function expandButton(text, { key, unfolded, release, language }) {
  const click = () => {
    release(() => {
      if (!unfolded.delete(key)) {
        unfolded.add(key);
      }
      fold();
    });
    look();
  };
  const button = h("button", { type: "button", class: "button quiet unfold", on: { click } });
  const fold = () => {
    const whole = unfolded.has(key);
    text.classList.toggle("is-folded", !whole);
    button.setAttribute("aria-expanded", String(whole));
    setText(button, language.t(whole ? "text.less" : "text.more"));
  };
  // How tall it is depends on the width of the screen.
  const look = () => {
    const cut = text.scrollHeight > text.clientHeight + 1;
    text.classList.toggle("is-cut", cut);
    button.hidden = !cut && !unfolded.has(key);
  };
  fold();
  new ResizeObserver(look).observe(text);
  return button;
}

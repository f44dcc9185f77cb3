import { h, setText } from "../kit/dom.js";

const MAX_LINES = 18;
const MAX_CHARACTERS = 700;

/** Whether a text may exceed the folded height; judged by its length, without layout. */
export function mayBeLong(text) {
  return text.length > MAX_CHARACTERS || text.split("\n", MAX_LINES + 1).length > MAX_LINES;
}

/**
 * A button that expands a folded text; hidden if the whole text is visible.
 *
 * `unfolded` holds the `key`s of expanded texts, and `release(change)` changes the height without moving what is
 * visible.
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
  // The height depends on the width of the screen.
  const look = () => {
    const cut = text.scrollHeight > text.clientHeight + 1;
    text.classList.toggle("is-cut", cut);
    button.hidden = !cut && !unfolded.has(key);
  };
  fold();
  new ResizeObserver(look).observe(text);
  return button;
}

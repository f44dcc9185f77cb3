import { h } from "./dom.js";

/** A part of a dialog that opens under its title; of those that share a `group` one is open at a time. */
export function details(title, content, { group, opened = () => {} }) {
  const toggle = ({ target }) => target.open && opened();
  return h(
    "details",
    { class: "fold", name: group, on: { toggle } },
    h("summary", {}, title),
    h("div", { class: "fold-inside" }, content),
  );
}

import { h } from "./dom.js";

/** A section of a dialog that opens under its title; of those with the same `group` one is open at a time. */
export function details(title, content, { group, opened = () => {} }) {
  const toggle = ({ target }) => target.open && opened();
  return h(
    "details",
    { class: "fold", name: group, on: { toggle } },
    h("summary", {}, title),
    h("div", { class: "fold-inside" }, content),
  );
}

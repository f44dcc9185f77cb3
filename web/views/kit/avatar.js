import { initials, tint } from "../../text/text.js";
import { h } from "./dom.js";

/** The mark after a name that tells look-alike names apart, `·2f`; false if there is none. */
export function nameMark(mark) {
  return mark !== undefined && h("span", { class: "name-mark" }, `·${mark}`);
}

/** A circle with the user's initials, in their colour. */
export function avatar(user) {
  return h("span", { class: `avatar tint-${tint(user.id)}`, "aria-hidden": "true" }, initials(user.name));
}

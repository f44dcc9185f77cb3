import { initials, tint } from "../../text/text.js";
import { h } from "./dom.js";

/** What tells people of one name apart, after the name: `·2f`; false where none is needed. */
export function nameMark(mark) {
  return mark !== undefined && h("span", { class: "name-mark" }, `·${mark}`);
}

/** A circle with the initials of a user, in a colour that is theirs on every screen. */
export function avatar(user) {
  return h("span", { class: `avatar tint-${tint(user.id)}`, "aria-hidden": "true" }, initials(user.name));
}

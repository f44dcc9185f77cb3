import { initials, tint } from "../text.js";
import { h } from "./dom.js";

/** A circle with the initials of a user, in a colour that is theirs on every screen. */
export function avatar(user) {
  return h("span", { class: `avatar tint-${tint(user.id)}`, "aria-hidden": "true" }, initials(user.name));
}

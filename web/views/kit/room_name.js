import { roomSummary } from "../../store/room_list.js";
import { h, icon } from "./dom.js";

const ICONS = { private: "lock", announce: "horn", archived: "archive", direct: "person" };

/** What a room is called where it stands alone: `#lobby`, its title, or whom it is with. */
export function roomName(language, { id, kind, title, other }) {
  if (other) {
    return other.name || language.t("nobody");
  }
  if (title) {
    return title;
  }
  if (id.startsWith("~")) {
    return language.t(kind === "direct" ? "kind.direct" : "room.untitled");
  }
  return `#${id}`;
}

/** The same, for a room of which only the id is at hand. */
export function roomNameById(language, state, id) {
  return roomName(language, roomSummary(state, id));
}

/** The sign of a room's kind, with the kind in words for a screen reader; `#` for those that everybody finds. */
export function kindIcon(language, kind) {
  const name = ICONS[kind];
  const sign = name ? icon(name) : "#";
  const words = name && h("span", { class: "visually-hidden" }, `${language.t(`kind.${kind}`)}: `);
  return h("span", { class: "room-hash" }, h("span", { class: "room-sign", "aria-hidden": "true" }, sign), words);
}

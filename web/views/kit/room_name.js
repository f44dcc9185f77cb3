import { roomSummary } from "../../store/room_list.js";
import { h, icon } from "./dom.js";

const ICONS = { private: "lock", announce: "horn", archived: "archive", direct: "person", inbox: "horn" };

/** The name of a room: `#lobby`, its title, the partner of a direct room, or what the person's inbox is called. */
export function roomName(language, { id, kind, title, other }) {
  if (other) {
    return other.name || language.t("nobody");
  }
  if (title) {
    return title;
  }
  if (id.startsWith("~")) {
    return language.t(kind === "direct" || kind === "inbox" ? `kind.${kind}` : "room.untitled");
  }
  return `#${id}`;
}

/** The name of a room by its id. */
export function roomNameById(language, state, id) {
  return roomName(language, roomSummary(state, id));
}

/** The icon for a kind of room, with the kind as text for screen readers; `#` for public rooms. */
export function kindIcon(language, kind) {
  const name = ICONS[kind];
  const sign = name ? icon(name) : "#";
  const words = name && h("span", { class: "visually-hidden" }, `${language.t(`kind.${kind}`)}: `);
  return h("span", { class: "room-hash" }, h("span", { class: "room-sign", "aria-hidden": "true" }, sign), words);
}

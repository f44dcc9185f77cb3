/** Whether the person may speak in a room, and if not, why.  All pure. */

/**
 * Why one may not speak: `{why, until, reason}`, or null.
 *
 * `why` is `muted` (with `until`, null for good, and the `reason`), `archived`, `announce`, or `forbidden`.
 */
export function speakingBlock(room, everywhere = null) {
  if (room.can === null || room.can.includes("say")) {
    return null;
  }
  if (room.kind === "archived") {
    return { why: "archived" };
  }
  const muted = everywhere ?? room.muted;
  if (muted) {
    return { why: "muted", ...muted };
  }
  return { why: room.kind === "announce" ? "announce" : "forbidden" };
}

/** Whether there may be a mute that was not told here: the kind of the room is no reason to be silent. */
export function isBlockUnexplained(room, everywhere = null) {
  const silent = speakingBlock(room, everywhere);
  const keeps = ["moderator", "owner", "admin"].includes(room.role);
  return silent?.why === "forbidden" || (silent?.why === "announce" && keeps);
}

/** Milliseconds until one may speak again in a room with slow mode. */
export function slowModeWait(room, now) {
  return hasSlowMode(room) ? Math.max(0, room.pausedUntil - now) : 0;
}

export function hasSlowMode({ slow, can }) {
  return slow > 0 && !(can?.includes("unslowed") ?? false);
}

/** After the person has spoken there, or was told to wait. */
export function startSlowMode(room, until) {
  return hasSlowMode(room) && until > room.pausedUntil ? { ...room, pausedUntil: until } : room;
}

const MUTED_ACTIONS = new Set(["say", "signal", "edit_own", "invite", "set"]);

/** After a mute, which takes all that puts words before others; or after its end with null. */
export function setMute(room, mute) {
  const can = mute && room.can ? room.can.filter((action) => !MUTED_ACTIONS.has(action)) : room.can;
  return { ...room, muted: mute, can };
}

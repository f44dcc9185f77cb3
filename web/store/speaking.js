/** Whether the person may write in a room, and if not, why. Pure functions. */

/**
 * Why the person may not write: `{why, until, reason, by}`, or null.
 *
 * `why` is `muted` (with `until`, null if permanent, and the `reason`, by whom), `archived`, `announce`, `inbox`, or
 * `forbidden`.
 */
export function speakingBlock(room, everywhere = null) {
  if (room.can === null || room.can.includes("say")) {
    return null;
  }
  if (room.kind === "archived" || room.kind === "inbox") {
    return { why: room.kind };
  }
  const muted = everywhere ?? room.muted;
  if (muted) {
    return { why: "muted", ...muted };
  }
  return { why: room.kind === "announce" ? "announce" : "forbidden" };
}

/** Whether the person may be muted without this page knowing: the kind of the room does not explain the block. */
export function isBlockUnexplained(room, everywhere = null) {
  const silent = speakingBlock(room, everywhere);
  const keeps = ["moderator", "owner", "admin"].includes(room.role);
  return silent?.why === "forbidden" || (silent?.why === "announce" && keeps);
}

/** Milliseconds until the person may write again in a room with slow mode. */
export function slowModeWait(room, now) {
  return hasSlowMode(room) ? Math.max(0, room.pausedUntil - now) : 0;
}

export function hasSlowMode({ slow, can }) {
  return slow > 0 && !(can?.includes("unslowed") ?? false);
}

/** The person has written, or must wait until then. */
export function startSlowMode(room, until) {
  return hasSlowMode(room) && until > room.pausedUntil ? { ...room, pausedUntil: until } : room;
}

const MUTED_ACTIONS = new Set(["say", "signal", "edit_own", "invite", "set", "hooks"]);

/** Set a mute, which removes the permissions to write; null ends it, the server then sends the permissions. */
export function setMute(room, mute) {
  const can = mute && room.can ? room.can.filter((action) => !MUTED_ACTIONS.has(action)) : room.can;
  return { ...room, muted: mute, can };
}

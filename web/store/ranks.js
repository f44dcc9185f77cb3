/** Roles, the lowest first.  Those up to `owner` are given in rooms; `admin` is the site's. */
const RANKS = ["guest", "member", "moderator", "owner", "admin", "operator"];

/** Lengths of a mute or a ban to choose among, in milliseconds; null is for good. */
export const LENGTHS = Object.freeze([600_000, 3_600_000, 86_400_000, 604_800_000, null]);

/** What is done to people, the mildest first. */
export const SANCTIONS = Object.freeze(["mute", "kick", "ban"]);

/** Whether who has `role` may act on who has `other`: nobody acts on their equal or better. */
export function outranks(role, other) {
  return RANKS.indexOf(role) > RANKS.indexOf(other);
}

/** Whether a room is known only to those who belong to it. */
export function isHidden({ id, kind }) {
  return kind === "private" || kind === "direct" || id.startsWith("~");
}

/** The role of somebody in a room, as far as the page knows: the one they were given, or everybody's; null for none. */
export function roleOf(room, user) {
  const given = givenTo(room, user);
  const everybodys = isHidden(room) ? null : user.id.startsWith("g.") ? "guest" : "member";
  return outranks(everybodys, given) ? everybodys : given;
}

/** The role that somebody was given in a room, or null. */
export function givenTo(room, user) {
  return room.members?.[user?.id]?.role ?? null;
}

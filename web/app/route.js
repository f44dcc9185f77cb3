import { isRoomId } from "../text/text.js";

/** Parse `#room` or `#room/seq` into `{room, seq, refused}`; `refused` is a room that is no valid id. */
export function readRoute(hash) {
  const [name = "", number = ""] = decodeFragment(hash.replace(/^#/, "")).split("/");
  const room = isRoomId(name) ? name : null;
  const seq = /^[1-9]\d{0,15}$/.test(number) ? Number(number) : null;
  return { room, seq: room === null ? null : seq, refused: room === null && name !== "" ? name : null };
}

/**
 * Parse `#/invitation/TOKEN` or `#/reset/TOKEN` into `{kind, token}`, and `#/login/STATE/TOKEN`, the way back from the
 * site's own login, into `{kind, state, token}`; null for others.
 */
export function readLink(hash) {
  const [, state, signedIn] = /^#\/login\/([0-9a-f]{32})\/([A-Za-z0-9_.-]{0,8192})$/.exec(hash) ?? [];
  if (state) {
    return { kind: "login", state, token: signedIn };
  }
  const [, kind, token] = /^#\/(invitation|reset)\/([A-Za-z0-9_-]{1,128})$/.exec(hash) ?? [];
  return kind ? { kind, token } : null;
}

export function writeRoute({ room, seq = null }) {
  return seq === null ? `#${room}` : `#${room}/${seq}`;
}

function decodeFragment(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

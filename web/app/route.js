import { isRoomId } from "../text/text.js";

/** `#room` or `#room/seq` as `{room, seq}`; `room` is null when there is none, `seq` when none is named. */
export function readRoute(hash) {
  const [name = "", number = ""] = decodeFragment(hash.replace(/^#/, "")).split("/");
  const room = isRoomId(name) ? name : null;
  const seq = /^[1-9]\d{0,15}$/.test(number) ? Number(number) : null;
  return { room, seq: room === null ? null : seq, refused: room === null && name !== "" ? name : null };
}

/** `#/invitation/TOKEN` or `#/reset/TOKEN` as `{kind, token}`; null if it is neither. */
export function readLink(hash) {
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

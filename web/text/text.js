/** Cleans and measures text. Pure functions. */

import { lazy } from "./lazy.js";

// The protocol refuses control characters other than line feed and tab.
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;
const ROOM_ID = /^[A-Za-z0-9_\-=@,.;~]{1,164}$/;
const EMOJI_ONLY = lazy(
  () =>
    /^(?:\p{Extended_Pictographic}(?:[\u{1f3fb}-\u{1f3ff}]|\ufe0f|\u200d\p{Extended_Pictographic})*|\p{RI}{2}|\s){1,12}$/u,
);
// Each of these is a grapheme: no segmenter is needed.
const ASCII = /^[\x20-\x7e]*$/;
const TINTS = 12;

/** `text` as it can be sent: without control characters and surrounding white space. */
export function clean(text) {
  const plain = text.replace(/\r\n?/g, "\n").replace(CONTROLS, "");
  const formed = plain.toWellFormed ? plain.toWellFormed() : plain;
  return formed.replace(/^\s*\n/, "").trimEnd();
}

// Browsers before 2024 may have none. Creating it takes milliseconds.
const segmenter = lazy(
  () => globalThis.Intl?.Segmenter && new Intl.Segmenter(undefined, { granularity: "grapheme" }),
);

/** User-perceived characters: a letter with its marks, a joined emoji, a flag. */
export function graphemes(text) {
  if (ASCII.test(text)) {
    return [...text];
  }
  // Without a segmenter, at least marks stay with their letter.
  return segmenter()
    ? Array.from(segmenter().segment(text), ({ segment }) => segment)
    : (text.match(/\P{M}\p{M}*|\p{M}/gsu) ?? []);
}

/** The start of the grapheme at `at`, to cut a text without splitting it. */
export function graphemeStart(text, at) {
  if (segmenter()) {
    return segmenter().segment(text).containing(at)?.index ?? at;
  }
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff ? at - 1 : at;
}

/** Number of code points: the server's unit for text limits. */
export function countCharacters(text) {
  let characters = 0;
  for (const _ of text) {
    characters += 1;
  }
  return characters;
}

/**
 * `text` in lower case and normal width. `places[i]` is the position in the text of the i-th folded character; one more
 * for the end.
 */
export function fold(text) {
  const places = [];
  let folded = "";
  let at = 0;
  for (const character of text) {
    const plain = character.normalize("NFKD").toLowerCase();
    for (let unit = 0; unit < plain.length; unit += 1) {
      places.push(at);
    }
    folded += plain;
    at += character.length;
  }
  places.push(at);
  return { folded, places };
}

export function isRoomId(id) {
  return ROOM_ID.test(id);
}

/** A valid room id similar to the input, or an empty string. */
export function suggestRoomId(text) {
  const plain = text.normalize("NFKD").replace(/\p{M}/gu, "").trim().replace(/^#+/, "");
  return plain
    .replace(/\s+/g, "-")
    .replace(/[^A-Za-z0-9_\-=@,.;~]/g, "")
    .replace(/^~+/, "")
    .slice(0, 164);
}

/** One or two letters for an avatar. */
export function initials(name) {
  const words = name
    .normalize("NFC")
    .trim()
    .split(/[\s._-]+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word));
  if (words.length === 0) {
    return graphemes(name).find((one) => /\p{Extended_Pictographic}|\p{RI}/u.test(one)) ?? "?";
  }
  const first = letterOf(words[0]);
  // A Chinese, Japanese or Korean character is as wide as two Latin ones.
  if (words.length === 1 || /[\u2e80-\u9fff\uac00-\ud7af]/.test(first)) {
    return first.toLocaleUpperCase();
  }
  return (first + letterOf(words.at(-1))).toLocaleUpperCase();
}

function letterOf(word) {
  return graphemes(word).find((letter) => /[\p{L}\p{N}]/u.test(letter));
}

/** Number of a user's colour, the same on every screen. */
export function tint(id) {
  let hash = 2166136261;
  for (const character of id) {
    hash = Math.imul(hash ^ character.codePointAt(0), 16777619) >>> 0;
  }
  return ((hash ^ (hash >>> 15)) >>> 0) % TINTS;
}

/** Whether the text is a few emoji and nothing else. */
export function isEmojiOnly(text) {
  return text.length <= 40 && EMOJI_ONLY().test(text) && text.trim() !== "";
}

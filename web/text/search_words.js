/**
 * Splits texts and queries into words exactly as the server's search does (chatd/storage/search_text.py,
 * docs/search.md). Pure functions.
 */

import { lazy } from "./lazy.js";

// Scripts without spaces between words: each letter with its marks is a word.
const RANGES =
  "\\u0e01-\\u0eff\\u1000-\\u109f\\u1100-\\u11ff\\u1780-\\u17ff\\u1950-\\u19ff\\u1a20-\\u1aaf\\u2e80-\\u2fdf\\u3005-\\u3007" +
  "\\u3021-\\u3029\\u3031-\\u3035\\u3038-\\u303c\\u3040-\\u30ff\\u3100-\\u318f\\u31a0-\\u31bf\\u31f0-\\u31ff\\u3400-\\u4dbf" +
  "\\u4e00-\\u9fff\\ua960-\\ua97f\\ua9e0-\\ua9ff\\uaa60-\\uaadf\\uac00-\\ud7ff\\uf900-\\ufaff" +
  "\\u{1b000}-\\u{1b16f}\\u{20000}-\\u{3ffff}";
const STACKING = "\\u17d2\\u1039\\u1a60";
const FLAG = "\\u{1f1e6}-\\u{1f1ff}";
const CLUSTER = `[${FLAG}]{1,2}|[${RANGES}](?:[${STACKING}][${RANGES}]|(?![${STACKING}])\\p{M})*`;
const WORD = `(?:(?![${RANGES}${FLAG}])[^\\s.])+`;
const STOP = `\\.(?=(?![${RANGES}])[\\p{L}\\p{N}])`;
// Compiling these takes a browser milliseconds, and only a search needs them.
const TOKEN = lazy(() => new RegExp(`${CLUSTER}|${WORD}|${STOP}`, "gu"));
const UNSPACED = lazy(() => new RegExp(`^[${RANGES}]`, "u"));
const WHOLE_WORD = lazy(() => /^[\u1100-\u11ff\u2e80-\u31ff\u3400-\u9fff\ua960-\ua97f\uac00-\ufaff\u{1b000}-\u{3ffff}]/u);

// A letter with its combining characters: marks, half-width voicing, syllables of jamo.
const UNIT = lazy(() => /(?:[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?|\P{M})[\p{M}\p{Emoji_Modifier}\uff9e\uff9f]*|\p{M}/gsu);
const INVISIBLE = lazy(() => /[\p{Cf}\p{Default_Ignorable_Code_Point}\p{Emoji_Modifier}]/u);
const ACCENT = lazy(
  () =>
    new RegExp(
      "(?=[\\p{Mn}\\p{Me}])[\\u0300-\\u036f\\u0483-\\u0489\\u0591-\\u05c7\\u0610-\\u061a\\u064b-\\u065f\\u0670\\u06d6-\\u06ed" +
        "\\u08ca-\\u08ff\\u1ab0-\\u1aff\\u1dc0-\\u1dff\\u20d0-\\u20ff\\ufe20-\\ufe2f]",
      "gu",
    ),
);
const CYRILLIC = /[\u0400-\u052f]/;
const CYRILLIC_ACCENTS = { ё: "е", ѐ: "е", ѝ: "и" };
const LETTERS = {
  ø: "o",
  đ: "d",
  ð: "d",
  ł: "l",
  ħ: "h",
  ŧ: "t",
  ŋ: "n",
  ı: "i",
  þ: "th",
  æ: "ae",
  œ: "oe",
  "\u0671": "\u0627",
  "\u0649": "\u064a",
  "\u06cc": "\u064a",
  "\u06a9": "\u0643",
  "\u0629": "\u0647",
  "\u06c1": "\u0647",
  "\u06c3": "\u0647",
  "\u06d5": "\u0647",
  "\u0640": "",
};
const NUKTA = /([\u0915-\u0917\u091c\u092b])\u093c/g;
const NASAL =
  /\u0919\u094d(?=[\u0915-\u0918])|\u091e\u094d(?=[\u091a-\u091d])|\u0923\u094d(?=[\u091f-\u0922])|\u0928\u094d(?=[\u0924-\u0927])|\u092e\u094d(?=[\u092a-\u092d])|\u0901/g;
const IN_WORD = lazy(() => /[\p{L}\p{M}\p{N}.\u{1f1e6}-\u{1f1ff}]/u);
const SYMBOL = lazy(() => /[#@&%_/\\]|(?!\p{Sk})[\p{S}\p{Cn}\p{Co}]/u);

/** The folded words of a text: `[{word, from, ends}, …]`; `ends[i]` is the end in the text of the word's i-th unit. */
function searchWords(text) {
  let folded = "";
  const starts = [];
  const ends = [];
  for (const { 0: unit, index } of text.matchAll(UNIT())) {
    for (const character of unit.normalize("NFKC").replace(NUKTA, "$1")) {
      const part = foldCharacter(character);
      folded += part;
      for (let at = 0; at < part.length; at += 1) {
        starts.push(index);
        ends.push(index + unit.length);
      }
    }
  }
  // Two characters become one; the second place is filled to keep the offsets.
  folded = folded.replace(NASAL, (nasal) => "\u0902".padEnd(nasal.length, "\0"));
  return [...folded.matchAll(TOKEN())].map(({ 0: word, index }) => tokenOf(word, starts[index], ends, index));
}

/** Parse a query: `{phrases: [[word, …], …], prefix}`; with `prefix` the last word matches as a prefix. */
export function parseQuery(text) {
  const typed = text.split(/\s+/u).filter(Boolean).slice(0, 32);
  const phrases = typed.map((word) => searchWords(word).map((one) => one.word));
  return { phrases: phrases.filter((phrase) => phrase.length > 0), prefix: !/\s$/u.test(text) && canBePrefix(phrases.at(-1) ?? []) };
}

/** The ranges of a text that match the query: `[[from, to], …]`. */
export function matchPositions(text, { phrases, prefix }) {
  const found = [];
  const all = searchWords(text);
  for (const phrase of phrases) {
    const open = prefix && phrase === phrases.at(-1);
    for (let at = 0; at + phrase.length <= all.length; at += 1) {
      if (phrase.every((word, next) => wordMatches(all[at + next].word, word, open && next === phrase.length - 1))) {
        const last = phrase.length - 1;
        found.push([all[at].from, all[at + last].ends[phrase[last].length - 1]]);
      }
    }
  }
  return found;
}

function wordMatches(word, wanted, open) {
  return open ? word.startsWith(wanted) : word === wanted;
}

function tokenOf(word, from, ends, index) {
  const kept = [...Array(word.length).keys()].filter((at) => word[at] !== "\0");
  return { word: kept.map((at) => word[at]).join(""), from, ends: kept.map((at) => ends[index + at]) };
}

function canBePrefix(phrase) {
  const last = phrase.at(-1) ?? "";
  if (WHOLE_WORD().test(last) || !/^[\p{L}\p{M}\p{N}]/u.test(last)) {
    return false;
  }
  // A single letter as a prefix matches too much.
  return phrase.length > 1 || [...last].length > 1 || UNSPACED().test(last);
}

function foldCharacter(character) {
  if (INVISIBLE().test(character)) {
    return "";
  }
  return [...foldForSearch(character)].map(separateSymbol).join("");
}

function foldForSearch(character) {
  if (CYRILLIC.test(character)) {
    const lower = character.toLowerCase();
    return lower.replace(ACCENT(), "") && (CYRILLIC_ACCENTS[lower] ?? lower);
  }
  if (/\p{Nd}/u.test(character)) {
    return String(digit(character.codePointAt(0)));
  }
  const bare = character.normalize("NFKD").replace(ACCENT(), "").toUpperCase().toLowerCase();
  return [...bare]
    .map((one) => LETTERS[one] ?? one)
    .join("")
    .normalize("NFC");
}

function digit(code) {
  let zero = code;
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) {
    zero -= 1;
  }
  return (code - zero) % 10;
}

function separateSymbol(character) {
  if (IN_WORD().test(character)) {
    return character;
  }
  return SYMBOL().test(character) ? ` ${character} ` : " ";
}

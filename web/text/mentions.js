/**
 * Who is called by name in a text, `@Ann Lee`, and who is being called while it is typed.  All pure.
 *
 * Names are found in any case and width, with their spaces, and only where they end: `@Anna` does not call Ann.  A
 * guest's mark may be left out.
 */

import { once } from "./lazy.js";
import { fold } from "./text.js";

const MARK = "~";
const MOST = 8;
const LONGEST = 80;
// A class of characters takes a browser a millisecond to make.
const LETTER = once(() => /[\p{L}\p{N}\p{M}_]/u);
// They are written without spaces between words, so that a name ends wherever it ends.
const UNSPACED = once(() => /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u);

/** Whether there can be calls in a text: to be asked before a long list of names is made. */
export function mayCall(text) {
  return /[@＠﹫]/.test(text);
}

/** The calls in a text, `{from, to, name}` each, of the names that are given; the longest name that fits is meant. */
export function mentions(text, names) {
  if (!mayCall(text)) {
    return [];
  }
  const { folded, places } = fold(text);
  const wanted = [...new Set(names)].map(nameOf).filter(({ word }) => word !== "");
  // An account comes before a guest of the same name.
  wanted.sort((a, b) => b.word.length - a.word.length || a.guest - b.guest);
  const found = [];
  for (let at = folded.indexOf("@"); at >= 0; at = folded.indexOf("@", at + 1)) {
    const marked = folded[at + 1] === MARK;
    const start = at + (marked ? 2 : 1);
    const fits = ({ word, guest }) =>
      (guest || !marked) && folded.startsWith(word, start) && endsAt(folded, start + word.length);
    const meant = begins(folded, at) && wanted.find(fits);
    if (meant) {
      found.push({ from: places[at], to: places[start + meant.word.length], name: meant.name });
    }
  }
  return found;
}

/** Whether a text calls `me`, in a room where these users are. */
export function calls(text, me, users) {
  if (!me?.name || !text) {
    return false;
  }
  return mentions(text, [me.name, ...users.map(({ name }) => name)]).some(({ name }) => name === me.name);
}

/**
 * What may be completed at the caret: `{from, to, users}`, the place of what was typed of a name and whose it can be,
 * the best first; null if nobody is being called.
 */
export function completion(text, caret, users) {
  const typed = text.slice(Math.max(0, caret - LONGEST), caret);
  const at = Math.max(typed.lastIndexOf("@"), typed.lastIndexOf("＠"));
  if (at < 0 || !begins(typed, at) || /^\s|\n/.test(typed.slice(at + 1))) {
    return null;
  }
  const { folded } = fold(typed.slice(at + 1));
  const query = folded.replace(/^~/, "");
  const able = query === folded ? users : users.filter(({ name }) => nameOf(name).guest);
  const whole = able.filter(({ name }) => nameOf(name).word.startsWith(query));
  const inside = able.filter(({ name }) => !whole.some((one) => one.name === name) && hasWord(name, query));
  const fitting = [...whole, ...inside].slice(0, MOST);
  return fitting.length > 0 ? { from: caret - typed.length + at, to: caret, users: fitting } : null;
}

/** The text with a user's name in a place, `{from, to}`, and the caret after it: `{text, caret}`. */
export function completed(text, { from, to }, user, users) {
  const bare = nameOf(user.name);
  const twin = users.some(({ id, name }) => id !== user.id && nameOf(name).word === bare.word);
  const called = bare.guest && !twin ? user.name.slice(MARK.length) : user.name;
  const before = `${text.slice(0, from)}@${called}`;
  const rest = text.slice(to);
  const space = /^\s/.test(rest) ? "" : " ";
  return { text: before + space + rest, caret: before.length + 1 };
}

/** Whom one can call in a room: who spoke last comes first, then who is here, then who belongs to it. */
export function callable(room, { me, ignored, marks = {} }) {
  const spoke = room.entries.map(({ user }) => user).reverse();
  const here = Object.values(room.people).sort((a, b) => a.name.localeCompare(b.name));
  const members = Object.values(room.members ?? {}).map(({ user }) => user);
  const users = new Map();
  for (const user of [...spoke, ...here, ...members]) {
    const now = room.people[user.id] ?? user;
    if (now.name !== "" && now.id !== me?.id && !(now.id in ignored) && !users.has(now.id)) {
      users.set(now.id, now.id in marks ? { ...now, mark: marks[now.id] } : now);
    }
  }
  return [...users.values()];
}

function nameOf(name) {
  const guest = name.startsWith(MARK);
  return { name, guest, word: fold(guest ? name.slice(MARK.length) : name).folded };
}

function hasWord(name, query) {
  return nameOf(name)
    .word.split(/[\s._-]+/)
    .some((word) => query !== "" && word.startsWith(query));
}

// What stands in the middle of a word is an address.
function begins(text, at) {
  const before = /.?$/su.exec(text.slice(Math.max(0, at - 2), at))[0];
  return !LETTER().test(before) || UNSPACED().test(before);
}

function endsAt(text, at) {
  const last = /.$/su.exec(text.slice(Math.max(0, at - 2), at))?.[0] ?? "";
  const next = /^./su.exec(text.slice(at, at + 2))?.[0] ?? "";
  if (/\p{M}/u.test(next)) {
    return false;
  }
  return !LETTER().test(next) || UNSPACED().test(next) || UNSPACED().test(last);
}

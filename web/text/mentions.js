/**
 * Mentions of users in a text, `@Ann Lee`, and their completion while typing. Pure functions.
 *
 * Names match in any case and width, with their spaces, and only as whole names: `@Anna` does not mention Ann. A
 * guest's `~` may be left out.
 */

import { lazy } from "./lazy.js";
import { fold } from "./text.js";

const GUEST_PREFIX = "~";
const MAX_SUGGESTIONS = 8;
const MAX_QUERY = 80;
// Compiling a class of characters takes a browser a millisecond.
const LETTER = lazy(() => /[\p{L}\p{N}\p{M}_]/u);
// Scripts without spaces between words: a name ends wherever it ends.
const UNSPACED = lazy(() => /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u);

/** Whether a text can have mentions: cheap, to be called before a long list of names is built. */
export function mayMention(text) {
  return /[@＠﹫]/.test(text);
}

/** The mentions of `names` in a text, `{from, to, name}` each; the longest matching name wins. */
export function findMentions(text, names) {
  if (!mayMention(text)) {
    return [];
  }
  const { folded, places } = fold(text);
  const wanted = [...new Set(names)].map(parseName).filter(({ word }) => word !== "");
  // An account comes before a guest of the same name.
  wanted.sort((a, b) => b.word.length - a.word.length || a.guest - b.guest);
  const found = [];
  for (let at = folded.indexOf("@"); at >= 0; at = folded.indexOf("@", at + 1)) {
    const marked = folded[at + 1] === GUEST_PREFIX;
    const start = at + (marked ? 2 : 1);
    const fits = ({ word, guest }) =>
      (guest || !marked) && folded.startsWith(word, start) && endsMention(folded, start + word.length);
    const meant = startsMention(folded, at) && wanted.find(fits);
    if (meant) {
      found.push({ from: places[at], to: places[start + meant.word.length], name: meant.name });
    }
  }
  return found;
}

/** Whether a text mentions `me` in a room with these users. */
export function mentionsUser(text, me, users) {
  if (!me?.name || !text) {
    return false;
  }
  return findMentions(text, [me.name, ...users.map(({ name }) => name)]).some(({ name }) => name === me.name);
}

/**
 * The completion at the caret: `{from, to, users}`, the range of the typed part and the matching users, best first;
 * null if no mention is being typed.
 */
export function completionAt(text, caret, users) {
  const typed = text.slice(Math.max(0, caret - MAX_QUERY), caret);
  const at = Math.max(typed.lastIndexOf("@"), typed.lastIndexOf("＠"));
  if (at < 0 || !startsMention(typed, at) || /^\s|\n/.test(typed.slice(at + 1))) {
    return null;
  }
  const { folded } = fold(typed.slice(at + 1));
  const query = folded.replace(/^~/, "");
  const able = query === folded ? users : users.filter(({ name }) => parseName(name).guest);
  const whole = able.filter(({ name }) => parseName(name).word.startsWith(query));
  const inside = able.filter(({ name }) => !whole.some((one) => one.name === name) && hasWord(name, query));
  const fitting = [...whole, ...inside].slice(0, MAX_SUGGESTIONS);
  return fitting.length > 0 ? { from: caret - typed.length + at, to: caret, users: fitting } : null;
}

/** Replace the range by a user's name: `{text, caret}`. */
export function applyCompletion(text, { from, to }, user, users) {
  const bare = parseName(user.name);
  const twin = users.some(({ id, name }) => id !== user.id && parseName(name).word === bare.word);
  const called = bare.guest && !twin ? user.name.slice(GUEST_PREFIX.length) : user.name;
  const before = `${text.slice(0, from)}@${called}`;
  const rest = text.slice(to);
  const space = /^\s/.test(rest) ? "" : " ";
  return { text: before + space + rest, caret: before.length + 1 };
}

/** Users that can be mentioned in a room: latest speakers first, then people present, then members. */
export function mentionableUsers(room, { me, ignored, nameMarks = {} }) {
  const spoke = room.entries.map(({ user }) => user).reverse();
  const here = Object.values(room.people).sort((a, b) => a.name.localeCompare(b.name));
  const members = Object.values(room.members ?? {}).map(({ user }) => user);
  const users = new Map();
  for (const user of [...spoke, ...here, ...members]) {
    const now = room.people[user.id] ?? user;
    if (now.name !== "" && now.id !== me?.id && !(now.id in ignored) && !users.has(now.id)) {
      users.set(now.id, now.id in nameMarks ? { ...now, mark: nameMarks[now.id] } : now);
    }
  }
  return [...users.values()];
}

function parseName(name) {
  const guest = name.startsWith(GUEST_PREFIX);
  return { name, guest, word: fold(guest ? name.slice(GUEST_PREFIX.length) : name).folded };
}

function hasWord(name, query) {
  return parseName(name)
    .word.split(/[\s._-]+/)
    .some((word) => query !== "" && word.startsWith(query));
}

// An @ inside a word belongs to an address.
function startsMention(text, at) {
  const before = /.?$/su.exec(text.slice(Math.max(0, at - 2), at))[0];
  return !LETTER().test(before) || UNSPACED().test(before);
}

function endsMention(text, at) {
  const last = /.$/su.exec(text.slice(Math.max(0, at - 2), at))?.[0] ?? "";
  const next = /^./su.exec(text.slice(at, at + 2))?.[0] ?? "";
  if (/\p{M}/u.test(next)) {
    return false;
  }
  return !LETTER().test(next) || UNSPACED().test(next) || UNSPACED().test(last);
}

import { lazy } from "./lazy.js";

/**
 * Text cut into what is a link and what is not: `[{text}, {text, href}, …]`, which joined give the text again.
 *
 * Links are `http:` and `https:`, names that begin with `www.`, and mail addresses; nothing else, whatever the text looks
 * like.  `href` is as `URL` reads it.
 */
export function findLinks(text) {
  const tokens = [];
  let from = 0;
  for (const match of MAY_LINK.test(text) ? text.matchAll(CANDIDATE()) : []) {
    const address = withoutTail(match[0]);
    const href = safeUrl(address);
    if (href === null) {
      continue;
    }
    if (match.index > from) {
      tokens.push({ text: text.slice(from, match.index) });
    }
    tokens.push({ text: address, href });
    from = match.index + address.length;
  }
  if (from < text.length) {
    tokens.push({ text: text.slice(from) });
  }
  return tokens;
}

// A mail address, or what begins as an address of the web.  The latter ends at white space, quotes and angle brackets, and
// at the punctuation of Chinese and Japanese sentences.  Neither begins inside a word, where words have spaces between them.
const IN_WORD = "(?<!(?![\\p{sc=Han}\\p{sc=Hira}\\p{sc=Kana}\\p{sc=Hang}\\p{sc=Thai}])[\\p{L}\\p{N}_])";
const WEB = "(?:https?:\\/\\/|(?<![.@/-])www\\.)[^\\s<>\"“”‘’«»，。；：！？、（）【】《》「」]+";
const LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
const MAIL = `(?<![.%+/@-])[a-z0-9](?:[a-z0-9_%+-]|\\.(?!\\.))*@(?:${LABEL}\\.)+[a-z]{2,63}(?![\\p{L}\\p{N}_@]|[.:][\\p{L}\\p{N}/])`;
// It takes a browser milliseconds to make: not before a text has what each candidate has.
const CANDIDATE = lazy(() => new RegExp(`${IN_WORD}(?:${WEB}|${MAIL})`, "giu"));
const MAY_LINK = /:\/\/|www\.|@/i;
const SCHEME = /^https?:/i;
const WWW = /^www\.[^./]+\.[^./]/i;
const TAIL = /[.,;:!?'*_~]$/;
const PAIRS = { ")": "(", "]": "[", "}": "{" };

// A full stop that ends the sentence is not the link's, nor is a bracket that opened before it.
function withoutTail(address) {
  let kept = address;
  for (;;) {
    const last = kept.at(-1);
    const opening = PAIRS[last];
    const loose = opening && count(kept, opening) < count(kept, last);
    if (!loose && !TAIL.test(kept)) {
      return kept;
    }
    kept = kept.slice(0, -1);
  }
}

function count(text, character) {
  return text.split(character).length - 1;
}

function safeUrl(address) {
  if (!SCHEME.test(address) && !WWW.test(address)) {
    return address.includes("@") && !/^www\./i.test(address) ? `mailto:${address}` : null;
  }
  try {
    const url = new URL(SCHEME.test(address) ? address : `https://${address}`);
    const web = url.protocol === "http:" || url.protocol === "https:";
    // What stands before an @ looks like the host and is not.
    return web && url.username === "" && url.password === "" ? url.href : null;
  } catch {
    return null;
  }
}

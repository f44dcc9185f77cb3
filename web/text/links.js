import { lazy } from "./lazy.js";

/**
 * Split a text at its links: `[{text}, {text, href}, …]`; joined they are the text.
 *
 * Links are `http:` and `https:` addresses, names that begin with `www.`, and mail addresses; nothing else. `href` is
 * normalized by `URL`.
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

// A mail address or the beginning of a web address. A web address ends at white space, quotes and angle brackets, and
// at the punctuation of Chinese and Japanese sentences. Neither begins inside a word, in scripts that have spaces
// between words.
const IN_WORD = "(?<!(?![\\p{sc=Han}\\p{sc=Hira}\\p{sc=Kana}\\p{sc=Hang}\\p{sc=Thai}])[\\p{L}\\p{N}_])";
const WEB = "(?:https?:\\/\\/|(?<![.@/-])www\\.)[^\\s<>\"“”‘’«»，。；：！？、（）【】《》「」]+";
const LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
const MAIL = `(?<![.%+/@-])[a-z0-9](?:[a-z0-9_%+-]|\\.(?!\\.))*@(?:${LABEL}\\.)+[a-z]{2,63}(?![\\p{L}\\p{N}_@]|[.:][\\p{L}\\p{N}/])`;
// Compiling takes a browser milliseconds: only for texts that contain what every link contains.
const CANDIDATE = lazy(() => new RegExp(`${IN_WORD}(?:${WEB}|${MAIL})`, "giu"));
const MAY_LINK = /:\/\/|www\.|@/i;
const SCHEME = /^https?:/i;
const WWW = /^www\.[\p{L}\p{N}][^./]*\.[^./]/iu;
const TAIL = /[.,;:!?'*_~]$/;
const PAIRS = { ")": "(", "]": "[", "}": "{" };

// Punctuation that ends the sentence is not part of the link, nor a bracket that opened before it.
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
    // Credentials before an @ look like the host: no link.
    return web && url.username === "" && url.password === "" ? url.href : null;
  } catch {
    return null;
  }
}

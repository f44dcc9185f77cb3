import { fold } from "./text.js";

const AROUND = 60;
const SHORT = 180;
const bare = (character) => character.replace(/\p{M}/gu, "");

/**
 * A text cut into what was looked for and what was not: `[{text, hit}, …]`, which joined give the text again.
 *
 * Words are found wherever they stand, in any case and with or without accents, as the server finds them.
 */
export function marked(text, words) {
  const { folded, places } = fold(text, bare);
  const hit = new Uint8Array(text.length);
  for (const word of words.map((one) => fold(one, bare).folded).filter(Boolean)) {
    for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length)) {
      hit.fill(1, places[at], places[at + word.length]);
    }
  }
  return runs(text, hit);
}

/** As `marked`, of the part of a long text that holds the first hit. */
export function excerpt(text, words) {
  const tokens = marked(text, words);
  if (text.length <= SHORT) {
    return tokens;
  }
  const first = Math.max(
    0,
    tokens.findIndex(({ hit }) => hit),
  );
  const before = tokens
    .slice(0, first)
    .map((token) => token.text)
    .join("");
  const from = boundary(text, Math.max(0, before.length - AROUND));
  const to = boundary(text, Math.min(text.length, from + SHORT));
  const part = marked(text.slice(from, to), words);
  const cut = (there) => (there ? [{ text: "…", hit: false }] : []);
  return [...cut(from > 0), ...part, ...cut(to < text.length)];
}

function runs(text, hit) {
  const tokens = [];
  for (let from = 0, to = 0; from < text.length; from = to) {
    while (to < text.length && hit[to] === hit[from]) {
      to += 1;
    }
    tokens.push({ text: text.slice(from, to), hit: hit[from] === 1 });
  }
  return tokens;
}

// Not in the middle of a character.
function boundary(text, at) {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff ? at - 1 : at;
}

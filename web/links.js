/**
 * Text cut into what is a link and what is not: `[{text}, {text, href}, …]`, which joined give the text again.
 *
 * Only `http:` and `https:` become links, whatever the text looks like; `href` is as `URL` reads it.
 */
export function links(text) {
  const tokens = [];
  let from = 0;
  for (const match of text.matchAll(CANDIDATE)) {
    const address = withoutTail(match[0]);
    const href = safe(address);
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

// Ends at white space, quotes and angle brackets, and at the punctuation of Chinese and Japanese sentences.
const CANDIDATE = /(?<![\p{L}\p{N}_])https?:\/\/[^\s<>"“”‘’«»，。；：！？、（）【】《》「」]+/giu;
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

function safe(address) {
  try {
    const url = new URL(address);
    const web = url.protocol === "http:" || url.protocol === "https:";
    // What stands before an @ looks like the host and is not.
    return web && url.username === "" && url.password === "" ? url.href : null;
  } catch {
    return null;
  }
}

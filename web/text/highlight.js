import { graphemeStart } from "./text.js";
import { parseQuery, matchPositions } from "./search_words.js";

const AROUND = 60;
const SHORT = 180;

/**
 * Split a text into parts that match a query and parts that do not: `[{text, hit}, …]`; joined they are the text.
 *
 * The matches are those of the server's search (docs/search.md).
 */
export function highlight(text, query) {
  const hit = new Uint8Array(text.length);
  for (const [from, to] of matchPositions(text, parseQuery(query))) {
    hit.fill(1, from, to);
  }
  return runs(text, hit);
}

/** As `highlight`, for the part of a long text around the first match. */
export function excerpt(text, query) {
  const tokens = highlight(text, query);
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
  const from = graphemeStart(text, Math.max(0, before.length - AROUND));
  const to = graphemeStart(text, Math.min(text.length, from + SHORT));
  const part = highlight(text.slice(from, to), query);
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

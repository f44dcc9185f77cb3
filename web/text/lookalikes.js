/** Tells users with look-alike names apart by a short mark made from the id: "Ann ·2f". */
const MAX_NAMES = 20_000;
// Letters of other scripts, and digits, that look like a Latin letter.
const CONFUSABLES = Object.fromEntries(
  ["аa", "вb", "сc", "еe", "нh", "іi", "јj", "кk", "мm", "оo", "рp", "ѕs", "тt", "уy", "хx"]
    .concat(["αa", "βb", "εe", "ηn", "ιi", "κk", "νv", "οo", "ρp", "τt", "υu", "χx", "0o", "1l", "il", "|l"])
    .map(([other, latin]) => [other, latin]),
);

/** Equal for names that look alike (compare UTS #39, skeleton). A guest's `~` counts, because it is visible. */
export function skeleton(name) {
  const plain = name.normalize("NFKD").replace(/[\p{M}\p{Cf}]/gu, "").toLowerCase().replace(/\s+/g, " ").trim();
  return Array.from(plain, (character) => {
    const latin = CONFUSABLES[character] ?? character;
    return CONFUSABLES[latin] ?? latin;
  }).join("");
}

/** Eight hexadecimal digits, a hash of the id. */
export function idDigits(id) {
  let hash = 2166136261;
  for (const character of id) {
    hash = Math.imul(hash ^ character.codePointAt(0), 16777619) >>> 0;
  }
  hash = Math.imul(hash ^ (hash >>> 16), 2246822507) >>> 0;
  return ((hash ^ (hash >>> 13)) >>> 0).toString(16).padStart(8, "0");
}

/** Remembers the names of users, and computes who needs a mark. */
export class LookalikeNames {
  #names = new Map();
  #alike = new Map();
  #nameMarks = Object.freeze({});

  /** The marks by user id; a new object whenever they change. */
  get nameMarks() {
    return this.#nameMarks;
  }

  /** Record a user's name; returns whether `nameMarks` changed. */
  add({ id, name }) {
    if (!id || !name || this.#names.get(id) === name) {
      return false;
    }
    if (this.#names.size >= MAX_NAMES) {
      this.#names.clear();
      this.#alike.clear();
    }
    const before = this.#names.has(id) ? this.#alike.get(skeleton(this.#names.get(id))) : null;
    before?.delete(id);
    this.#names.set(id, name);
    const key = skeleton(name);
    const ids = this.#alike.get(key) ?? new Set();
    this.#alike.set(key, ids.add(id));
    const { [id]: own, ...nameMarks } = this.#nameMarks;
    const changes = ids.size > 1 ? marksOf(ids) : {};
    if (own === undefined && ids.size < 2) {
      return false;
    }
    this.#nameMarks = Object.freeze({ ...nameMarks, ...changes });
    return true;
  }
}

// The shortest marks that differ.
function marksOf(ids) {
  const all = [...ids];
  const length = [2, 4, 8].find((size) => new Set(all.map((id) => idDigits(id).slice(0, size))).size === all.length) ?? 8;
  return Object.fromEntries(all.map((id) => [id, idDigits(id).slice(0, length)]));
}

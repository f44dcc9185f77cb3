import en from "./en.js";

/** Names of the available languages by code, each in its own language. */
export const languageNames = Object.freeze({ en: "English", zh: "简体中文" });

// English is bundled, because it replaces missing texts of other languages; the others are fetched when they are chosen.
const LOADERS = { zh: () => import("./zh.js") };
const loaded = { en };

/** Load the texts of a language.  Promises its code, or `en` if it cannot be loaded. */
export async function fetchLanguage(code) {
  try {
    loaded[code] ??= (await LOADERS[code]()).default;
    return code;
  } catch {
    return "en";
  }
}

const QUARTER = 900_000;
const DAYS_KEPT = 2000;
const SPANS = [
  ["week", 604_800_000],
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
  ["second", 1000],
];

// Scripts written from right to left, and the control characters that set this direction.
const RIGHT_TO_LEFT =
  /[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/**
 * A given text, for example a name, made safe to stand in a sentence of another direction: wrapped in isolate
 * characters (UAX #9, FSI and PDI) if it contains a script from right to left.
 */
function isolate(text) {
  return typeof text === "string" && RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text;
}

/** The first wished language that is available, else English. */
export function chooseLanguage(wished) {
  const codes = wished.filter(Boolean).map((tag) => tag.toLowerCase().split("-")[0]);
  return codes.find((code) => Object.hasOwn(languageNames, code)) ?? "en";
}

/** The texts of one language, and its formats for numbers, times and days. */
export class Language {
  #texts;
  #formats;
  #units;
  #days = new Map();

  /**
   * `code` is a loaded language.  `wished` are the browser's languages: the first of them that is a variant of `code`
   * decides how times and dates are written.  `texts` are further texts.
   */
  constructor(code, { timeZone, wished = [], texts: more } = {}) {
    const { texts, tag: own } = loaded[code];
    const tag = wished.find((one) => one.toLowerCase().split("-")[0] === code) ?? own;
    this.code = code;
    this.tag = own;
    this.#texts = more ? { ...texts, ...more } : texts;
    this.#units = (unit) => new Intl.NumberFormat(tag, { style: "unit", unit, unitDisplay: "long" });
    const format = (options) => () => new Intl.DateTimeFormat(tag, { ...options, timeZone });
    const clock = () => ({ hour: hourOf(tag), minute: "2-digit" });
    const timed = (options) => () => format({ ...options, ...clock() })();
    // Creating each takes a browser milliseconds, and the first screen needs few of them.
    this.#formats = lazyProperties({
      plural: () => new Intl.PluralRules(tag),
      relative: () => new Intl.RelativeTimeFormat(tag, { numeric: "auto" }),
      clock: timed({}),
      day: format({ weekday: "long", day: "numeric", month: "long" }),
      distant: format({ day: "numeric", month: "long", year: "numeric" }),
      exact: format({ dateStyle: "full", timeStyle: "medium" }),
      short: format({ day: "numeric", month: "short" }),
      dated: format({ day: "numeric", month: "short", year: "numeric" }),
      week: timed({ weekday: "long" }),
      year: timed({ day: "numeric", month: "long" }),
      ever: timed({ day: "numeric", month: "long", year: "numeric" }),
      key: () => (timeZone ? new Intl.DateTimeFormat("en-CA", { timeZone }) : { format: localDay }),
    });
  }

  /** The text `name` with its `{placeholders}` filled in; `count` selects the plural form. */
  t(name, values = {}) {
    const found = this.#texts[name] ?? en.texts[name] ?? name;
    const text = typeof found === "string" ? found : (found[this.#formats.plural.select(values.count)] ?? found.other);
    return text.replace(/\{(\w+)\}/g, (whole, key) => isolate(values[key]) ?? whole);
  }

  has(name) {
    return name in en.texts;
  }

  clock(time) {
    return this.#formats.clock.format(time);
  }

  /** As `clock`, without AM and PM, for narrow places. */
  brief(time) {
    const parts = this.#formats.clock.formatToParts(time);
    return parts
      .filter(({ type }) => type !== "dayPeriod")
      .map(({ value }) => value)
      .join("")
      .trim();
  }

  exact(time) {
    return this.#formats.exact.format(time);
  }

  /** The local day of a time, as a key: equal for two times of one day. */
  dayKey(time) {
    // Time zones differ by whole quarters of an hour; formatting for each message would be slow.
    const quarter = Math.floor(time / QUARTER);
    if (!this.#days.has(quarter)) {
      if (this.#days.size >= DAYS_KEPT) {
        this.#days.clear();
      }
      this.#days.set(quarter, this.#formats.key.format(quarter * QUARTER));
    }
    return this.#days.get(quarter);
  }

  /** A past time in few words: the time today, else a date. */
  when(time, now) {
    if (this.dayKey(time) === this.dayKey(now)) {
      return this.clock(time);
    }
    return this.#formats[Math.abs(now - time) < 300 * 86_400_000 ? "short" : "dated"].format(time);
  }

  /** A future time: the time today, `tomorrow 14:00`, a weekday, a date. */
  until(time, now) {
    const days = this.#daysFrom(time, now);
    if (days === 0) {
      return this.clock(time);
    }
    if (days === 1) {
      return this.t("day.clock", { day: this.#formats.relative.format(1, "day"), clock: this.clock(time) });
    }
    const format = days < 7 ? "week" : days < 300 ? "year" : "ever";
    return this.#formats[format].format(time);
  }

  /** A chosen duration in its largest whole unit: `10 minutes`, `30 days`, `1 week`. */
  span(ms) {
    const [unit, length] = SPANS.find(([, one]) => ms % one === 0) ?? SPANS.at(-1);
    return this.#units(unit).format(ms / length);
  }

  /** A remaining duration, rounded up: `42 seconds`, `10 minutes`. */
  left(ms) {
    const [unit, length] = SPANS.find(([, one]) => ms >= 2 * one) ?? SPANS.at(-1);
    return this.#units(unit).format(Math.ceil(ms / length));
  }

  /** A day: today, yesterday, a weekday, a date; `inSentence` without a capital that only a beginning has. */
  day(time, now, { inSentence = false } = {}) {
    const days = this.#daysFrom(time, now);
    if (days === 0 || days === -1) {
      const word = this.#formats.relative.format(days, "day");
      return inSentence ? word : word.charAt(0).toLocaleUpperCase(this.tag) + word.slice(1);
    }
    return this.#formats[days > -300 && days < 300 ? "day" : "distant"].format(time);
  }

  #daysFrom(time, now) {
    return Math.round((Date.parse(this.dayKey(time)) - Date.parse(this.dayKey(now))) / 86_400_000);
  }
}

// The short format tells whether a language writes `09:05` or `9:05`; a choice of fields would override it.
function hourOf(tag) {
  const short = new Intl.DateTimeFormat(tag, { timeStyle: "short", timeZone: "UTC" });
  return short.format(Date.UTC(2000, 0, 1, 9, 5)).startsWith("0") ? "2-digit" : "numeric";
}

// The browser's local day, in the same form as `en-CA`; creating an `Intl` format takes milliseconds.
function localDay(time) {
  const date = new Date(time);
  const two = (number) => String(number).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

// An object whose properties are created on first use.
function lazyProperties(makers) {
  const made = new Map();
  const get = (name) => made.get(name) ?? made.set(name, makers[name]()).get(name);
  const properties = Object.keys(makers).map((name) => [name, { get: () => get(name) }]);
  return Object.defineProperties({}, Object.fromEntries(properties));
}

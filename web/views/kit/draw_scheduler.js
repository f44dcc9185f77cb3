// After a drawing, wait so many times its duration before the next, at most MAX_PAUSE milliseconds.  The duration
// includes style, layout and paint, which take longer than the scripts.
const PAUSE_FACTOR = 6;
const MAX_PAUSE = 500;
// The same between the parts of a drawing.
const PART_PAUSE_FACTOR = 1;
// A key is painted before what others do, unless that has waited for so long.
const MAX_WAIT = 1000;
// So many milliseconds after a key, the person is still typing.
const TYPING_FOR = 1000;
// A drawing between two keys starts when the first is painted: that leaves the most time until the second. If there is
// no second key so soon, it starts anyway.
const NEXT_KEY = 150;

/**
 * Decides when the page is drawn: at most once per frame, `draw({inParts})` each time.
 *
 * What others do may wait: it is drawn after a pause, and after the frame of a key that was pressed. While somebody types,
 * it is drawn `inParts`: `draw` may leave something for the next time and return true. What the person does is drawn
 * whole in the next frame.
 */
export class DrawScheduler {
  #clock;
  #browser;
  #draw;
  #pending = false;
  #waitsSince = null;
  #cancelDraw = () => {};
  #painting = false;
  #keyWaits = false;
  #cancelKey = () => {};
  #pauseUntil = 0;
  #lastKey = -Infinity;

  constructor({ clock, browser, draw }) {
    this.#clock = clock;
    this.#browser = browser;
    this.#draw = draw;
  }

  /** Draw in the next frame, or unless `urgent` when the pause is over. */
  request({ urgent }) {
    if (!this.#pending) {
      this.#pending = true;
      this.#waitsSince = urgent ? null : this.#clock.now();
      this.#plan();
    } else if (urgent && this.#waitsSince !== null) {
      this.#waitsSince = null;
      this.#plan();
    }
  }

  /** A key was pressed, or text was entered otherwise. */
  keyPressed() {
    const now = this.#clock.now();
    this.#lastKey = now;
    if (this.#isDue || this.#keyWaits) {
      return;
    }
    this.#keyWaits = true;
    const painted = () => {
      this.#keyWaits = false;
      this.#plan({ nextKey: 0 });
    };
    this.#cancelKey = this.#browser.nextFrame(() => this.#clock.after(0, painted));
    this.#plan();
  }

  /** The page was hidden or shown: a drawing requested before would come too late. */
  visibilityChanged() {
    this.#cancelDraw();
    this.#cancelKey();
    this.#keyWaits = false;
    this.#pending = false;
    this.request({ urgent: true });
  }

  // While a frame is being painted, the length of the pause is not known yet.
  #plan({ nextKey = NEXT_KEY } = {}) {
    this.#cancelDraw();
    this.#cancelDraw = () => {};
    const isPainting = this.#painting || this.#keyWaits;
    if (!this.#pending || (isPainting && this.#waitsSince !== null)) {
      return;
    }
    const now = this.#clock.now();
    const keyUntil = this.#isDue || nextKey === 0 ? 0 : this.#lastKey + nextKey;
    const rest = Math.max(this.#pauseUntil, keyUntil) - now;
    if (this.#waitsSince === null || rest <= 0) {
      this.#cancelDraw = this.#browser.nextFrame(() => this.#drawNow());
    } else {
      this.#cancelDraw = this.#clock.after(rest, () => this.#plan());
    }
  }

  // Whether the next drawing waits for no key.
  get #isDue() {
    return this.#pending && (this.#waitsSince === null || this.#clock.now() - this.#waitsSince >= MAX_WAIT);
  }

  // On slow devices and with many events, most of the time is left for input.
  #drawNow() {
    const startedAt = this.#clock.now();
    const inParts = this.#waitsSince !== null && startedAt - this.#lastKey < TYPING_FOR;
    this.#pending = false;
    const remains = this.#draw({ inParts });
    this.#painting = true;
    // A task comes after the rest of the frame.
    this.#clock.after(0, () => {
      const now = this.#clock.now();
      const factor = remains ? PART_PAUSE_FACTOR : PAUSE_FACTOR;
      this.#pauseUntil = now + Math.min((now - startedAt) * factor, MAX_PAUSE);
      this.#painting = false;
      this.#plan();
    });
    if (remains) {
      this.request({ urgent: false });
    }
  }
}

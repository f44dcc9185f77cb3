const STEPS = { ArrowDown: 1, ArrowUp: -1 };

/** Move the focus within a list by arrow keys, Home and End. True if the key was one of them. */
export function moveFocus(event, elements) {
  const all = [...elements];
  const at = all.findIndex((element) => element.contains(document.activeElement));
  const ends = { Home: 0, End: all.length - 1 };
  const from = at < 0 && event.key === "ArrowUp" ? all.length : at;
  const to = ends[event.key] ?? (event.key in STEPS ? from + STEPS[event.key] : null);
  if (to === null || all.length === 0) {
    return false;
  }
  all[Math.min(Math.max(to, 0), all.length - 1)].focus();
  event.preventDefault();
  return true;
}

/** Whether Enter was pressed to send, and not to finish the composition of a word. */
export function isPlainEnter(event) {
  return event.key === "Enter" && !event.shiftKey && !event.isComposing && event.keyCode !== 229;
}

/**
 * Whether a key sends the text of a textarea: Enter, or Ctrl+Enter and Cmd+Enter. On touch devices Enter begins a new
 * line, because their keyboards have no Shift+Enter.
 */
export function isSendKey(event) {
  const withModifier = event.ctrlKey || event.metaKey;
  return isPlainEnter(event) && (withModifier || !isTouchDevice());
}

/** Whether the main pointer is a finger. */
export function isTouchDevice() {
  return globalThis.matchMedia("(pointer: coarse)").matches;
}

/** Move the focus within a row of buttons by arrow keys; returns the newly focused one, or null. */
export function moveFocusSideways(event, elements) {
  const all = [...elements];
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  const at = all.indexOf(document.activeElement);
  if (step === undefined || at < 0) {
    return null;
  }
  event.preventDefault();
  const next = all[(at + step + all.length) % all.length];
  next.focus();
  return next;
}

/** As `moveFocusSideways`, and clicks the button. */
export function switchTab(event, elements) {
  moveFocusSideways(event, elements)?.click();
}

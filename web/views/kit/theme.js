const DARK = /prefers-color-scheme:\s*dark/;

/** Use the light or the dark colours of the page's style sheets, whatever the device prefers; `auto` leaves it to that. */
export function applyTheme(theme) {
  if (theme === "auto") {
    return;
  }
  for (const sheet of document.styleSheets) {
    for (const rule of sheet.cssRules) {
      if (rule instanceof CSSMediaRule && DARK.test(rule.media.mediaText)) {
        rule.media.mediaText = theme === "dark" ? "all" : "not all";
      } else if (rule instanceof CSSStyleRule && rule.style.colorScheme) {
        rule.style.colorScheme = theme;
      }
    }
  }
}

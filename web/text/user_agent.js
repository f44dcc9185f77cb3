const BROWSERS = [
  ["Edge", /\bEdg(?:A|iOS)?\//],
  ["Opera", /\bOPR\//],
  ["Samsung Internet", /\bSamsungBrowser\//],
  ["Firefox", /\b(?:Firefox|FxiOS)\//],
  ["Chrome", /\b(?:Chrome|CriOS|HeadlessChrome)\//],
  ["Safari", /\bSafari\//],
];
const SYSTEMS = [
  ["Android", /\bAndroid\b/],
  ["iPhone", /\biPhone\b/],
  ["iPad", /\biPad\b/],
  ["Windows", /\bWindows\b/],
  ["macOS", /\bMac OS X\b|\bMacintosh\b/],
  ["ChromeOS", /\bCrOS\b/],
  ["Linux", /\bLinux\b/],
];
const MAX_LENGTH = 40;

/**
 * Browser and system of a User-Agent header as people call them, `{browser, system}`; an unknown browser is its text.
 */
export function describeUserAgent(text) {
  const known = (names) => names.find(([, pattern]) => pattern.test(text))?.[0] ?? "";
  const browser = known(BROWSERS) || text.slice(0, MAX_LENGTH).trim();
  return { browser, system: known(SYSTEMS) };
}

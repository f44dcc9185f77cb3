/**
 * Looks at the page as it is laid out now.  Answers with a list of sentences, one for each fault:
 * what is wider or taller than the screen, out of its container, out of reach, or too small to be pressed.
 *
 * `needs` are selectors of elements that have to be wholly on the screen.
 */
(needs) => {
  const SLACK = 1.01;
  const LEAST = 24;
  const ROWS = 40;
  const faults = new Set();
  const [width, height] = [document.documentElement.clientWidth, innerHeight];
  const named = (element) => {
    const name = element.tagName.toLowerCase();
    const classes = [...element.classList].map((one) => `.${one}`).join("");
    return `${name}${classes}${element.id ? `#${element.id}` : ""}`;
  };
  const numbers = ({ left, top, right, bottom }) => [left, top, right, bottom].map(Math.round).join(" ");
  const isInside = (inner, outer, slack = SLACK) =>
    inner.left >= outer.left - slack &&
    inner.right <= outer.right + slack &&
    inner.top >= outer.top - slack &&
    inner.bottom <= outer.bottom + slack;
  const screen = { left: 0, top: 0, right: width, bottom: height };
  const isSeen = (element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest("[inert]");
  const isControl = (element) => element.matches("button, input, textarea, select, summary, a[href], [role=option]");

  for (const [name, size, most] of [
    ["wide", Math.max(document.documentElement.scrollWidth, document.body.scrollWidth), width],
    ["tall", Math.max(document.documentElement.scrollHeight, document.body.scrollHeight), height],
  ]) {
    if (size > most) {
      faults.add(`the document is ${size} ${name}, the screen ${most}`);
    }
  }
  for (const selector of needs) {
    const element = document.querySelector(selector);
    if (!element || !isSeen(element) || !isInside(element.getBoundingClientRect(), screen)) {
      faults.add(`${selector} is not on the screen: ${element ? numbers(element.getBoundingClientRect()) : "missing"}`);
    }
  }

  // Rows of a list are alike: the first ones stand for all.
  const spare = new Set([...document.body.querySelectorAll(`li:nth-child(n + ${ROWS}), .message:nth-of-type(n + ${ROWS})`)]);
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT, (element) =>
    spare.has(element) || element.matches("svg, [inert], .visually-hidden, option, br, script")
      ? NodeFilter.FILTER_REJECT
      : NodeFilter.FILTER_ACCEPT,
  );
  for (let element = walker.nextNode(); element; element = walker.nextNode()) {
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    if (box.width === 0 || box.height === 0 || !isSeen(element)) {
      continue;
    }
    const inText = element.matches("a[href]") && style.display === "inline";
    // A label is pressed for what it is about.
    const pressed = element.closest("label")?.getBoundingClientRect() ?? box;
    if (isControl(element) && !inText && (pressed.width < LEAST - 0.01 || pressed.height < LEAST - 0.01)) {
      faults.add(`${named(element)} is ${box.width} by ${box.height}`);
    }
    if (/auto|scroll/.test(style.overflowY) && element.matches(":not(textarea, input)")) {
      if (element.scrollWidth > element.clientWidth + 1) {
        faults.add(`${named(element)} scrolls sideways: ${element.scrollWidth} in ${element.clientWidth}`);
      }
      if (element.scrollHeight > element.clientHeight + 1 && element.clientHeight < LEAST) {
        faults.add(`${named(element)} shows ${element.clientHeight} of ${element.scrollHeight}`);
      }
    }
    // Words that are cut off at an edge; an ellipsis says so, also that of a text of so many lines.
    const written = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim() !== "");
    const cuts = !style.display.startsWith("inline") && style.textOverflow === "clip" && style.webkitLineClamp === "none";
    const overflows = element.clientWidth > 1 && element.scrollWidth > element.clientWidth + 1;
    if (written && cuts && overflows && element.matches(":not(textarea, select)")) {
      faults.add(`${named(element)} shows ${element.clientWidth} of ${element.scrollWidth} of its text`);
    }
    check(element, box, style);
  }
  return [...faults];

  // Within all that contains it, up to what scrolls: there it can be reached.
  function check(element, box, style) {
    if (style.display.startsWith("inline") && !isControl(element)) {
      return;
    }
    const control = isControl(element) || /auto|scroll/.test(style.overflowY);
    let fixed = style.position === "fixed" || element.matches("dialog, [popover]");
    for (let around = element.parentElement; around && !fixed; around = around.parentElement) {
      const outer = around.getBoundingClientRect();
      const how = getComputedStyle(around);
      const area = { left: outer.left, top: outer.top, right: outer.right, bottom: outer.bottom };
      if (/auto|scroll/.test(how.overflowY)) {
        if (box.left < outer.left - SLACK || box.right > outer.right + SLACK) {
          faults.add(`${named(element)} sticks out of ${named(around)}: ${numbers(box)} of ${numbers(outer)}`);
        }
        return;
      }
      if (/hidden|clip/.test(how.overflowY) && !control) {
        return;
      }
      const cut = /hidden|clip/.test(how.overflowY) && !isInside(box, area);
      const apart = style.position === "absolute" || style.position === "sticky";
      const out = around === element.parentElement && !apart && !isInside(box, spread(area, style));
      if (cut || out) {
        faults.add(`${named(element)} sticks out of ${named(around)}: ${numbers(box)} of ${numbers(outer)}`);
      }
      fixed = how.position === "fixed" || around.matches("dialog, [popover]");
    }
    if (!isInside(box, screen)) {
      faults.add(`${named(element)} is out of reach: ${numbers(box)}`);
    }
  }

  // A negative margin is meant.
  function spread({ left, top, right, bottom }, style) {
    const out = (side) => Math.max(0, -parseFloat(style[`margin${side}`]) || 0);
    return { left: left - out("Left"), top: top - out("Top"), right: right + out("Right"), bottom: bottom + out("Bottom") };
  }
}

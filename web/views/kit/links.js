import { findLinks } from "../../text/links.js";
import { h } from "./dom.js";

/**
 * A text with its links, as children of an element. `here` is the address of the page without its fragment: links to it
 * open in this tab. `plain` returns the children for text between links.
 */
export function linkify(text, { here, plain = (part) => [part] }) {
  return findLinks(text).flatMap((token) => {
    if (!token.href) {
      return plain(token.text);
    }
    const inside = token.href.split("#")[0] === here || token.href.startsWith("mailto:");
    const away = inside ? {} : { target: "_blank", rel: "noopener noreferrer nofollow" };
    // Addresses are written from left to right, whatever is around them.
    return h("a", { href: token.href, dir: "ltr", ...away }, token.text);
  });
}

import { h, icon } from "./dom.js";

/** The mark of the site: its logo, or the one of chatd. */
export function brandMark({ siteLogo }) {
  if (siteLogo !== null) {
    return h("img", { class: "brand-logo", src: siteLogo, alt: "" });
  }
  return h("span", { class: "brand-mark" }, icon("wave"));
}

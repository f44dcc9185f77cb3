import { languageNames } from "../../lang/language.js";
import { h } from "./dom.js";

/** The language selection; a choice draws the page anew. */
export function languageSelect({ language, setLanguage }) {
  const options = Object.entries(languageNames).map(([code, name]) => {
    const chosen = code === language.code;
    return h("option", { value: code, selected: chosen, lang: code }, name);
  });
  const change = ({ target }) => setLanguage(target.value);
  return h(
    "label",
    { class: "language" },
    h("span", { class: "visually-hidden" }, language.t("language")),
    h("select", { class: "select", name: "language", on: { change } }, options),
  );
}

import { languages } from "../../lang/language.js";
import { h } from "./dom.js";

/** A choice among the languages; choosing one draws the page anew in it. */
export function languageChoice({ language, speak }) {
  const options = Object.entries(languages).map(([code, name]) => {
    const chosen = code === language.code;
    return h("option", { value: code, selected: chosen, lang: code }, name);
  });
  const change = ({ target }) => speak(target.value);
  return h(
    "label",
    { class: "language" },
    h("span", { class: "visually-hidden" }, language.t("language")),
    h("select", { class: "select", name: "language", on: { change } }, options),
  );
}

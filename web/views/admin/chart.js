import { h, setText } from "../kit/dom.js";
import { linePoints } from "../../store/site_figures.js";

const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 150;
const HEIGHT = 36;

function draw(tag, attributes) {
  const element = document.createElementNS(SVG, tag);
  Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
  return element;
}

/** One figure: its name, its present value and a line of the last minutes. */
export class FigureCard {
  #language;
  #quantities;
  #figure;
  #value = h("div", { class: "figure-value" });
  #most = h("div", { class: "figure-most" });
  #line = draw("polyline", { class: "figure-line" });
  #area = draw("polygon", { class: "figure-area" });

  constructor({ language, quantities }, figure) {
    this.#language = language;
    this.#quantities = quantities;
    this.#figure = figure;
    const drawing = draw("svg", {
      viewBox: `0 -1 ${WIDTH} ${HEIGHT + 2}`,
      preserveAspectRatio: "none",
      class: "figure-chart",
      "aria-hidden": "true",
    });
    drawing.append(this.#area, this.#line);
    const name = h("h2", { class: "figure-name" }, language.t(`figure.${figure.name}`));
    this.element = h("li", { class: "figure", data: { figure: figure.name } }, name, this.#value, drawing, this.#most);
  }

  render(history) {
    const { unit, high, series } = this.#figure;
    const values = series(history);
    const present = values.at(-1);
    const most = Math.max(0, ...values);
    setText(this.#value, present === undefined ? "–" : this.#quantities.format(unit, present));
    setText(this.#most, values.length > 1 ? this.#language.t("figure.most", { most: this.#quantities.format(unit, most) }) : "");
    this.element.classList.toggle("is-high", present >= high);
    const points = linePoints(values, most, WIDTH, HEIGHT);
    const line = points.map((point) => point.join(",")).join(" ");
    this.#line.setAttribute("points", line);
    const ends = points.length ? ` ${points.at(-1)[0]},${HEIGHT} ${points[0][0]},${HEIGHT}` : "";
    this.#area.setAttribute("points", line + ends);
  }
}

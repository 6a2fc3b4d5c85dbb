// Walks that wait on this phone as QR codes, for the day on which their server is gone.
import { locale } from "./plural.js";
import { qr } from "./qr.js";

const SVG = "http://www.w3.org/2000/svg", EDGE = 4;

/** Show each walk under its day and time: as a code, or in a sentence where it is too long for one. */
export function showCodes(box, walks) {
  const { code, tooLong } = box.dataset;
  box.lastElementChild.replaceChildren(...walks.map((walk) => {
    const rows = qr(JSON.stringify(walk)), part = document.createElement("p");
    const day = new Date(walk.started_at).toLocaleString(locale, { dateStyle: "medium", timeStyle: "short" });
    part.append((rows ? code : tooLong).replace("{day}", day));
    if (rows) part.append(drawing(rows, part.textContent));
    return part;
  }));
}

function drawing(rows, words) {
  const size = rows.length + 2 * EDGE, svg = drawn("svg", { viewBox: `${-EDGE} ${-EDGE} ${size} ${size}`, role: "img", "aria-label": words, "shape-rendering": "crispEdges" });
  const dark = rows.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : ""))).join("");
  svg.append(drawn("rect", { x: -EDGE, y: -EDGE, width: size, height: size, fill: "#fff" }), drawn("path", { d: dark, fill: "#000" }));
  return svg;
}

function drawn(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
  return element;
}

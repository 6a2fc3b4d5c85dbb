// What the tests ask of a page; it stands in every page that they open.
addEventListener("securitypolicyviolation", (event) =>
  console.error(`policy: ${event.violatedDirective} refused ${event.blockedURI} at ${event.sourceFile}`),
);

const COLOUR_RULES = ["color-contrast", "link-in-text-block"];
const textOf = (element) => (element.getAttribute("aria-label") || element.textContent || element.name || "").trim().replace(/\s+/g, " ").slice(0, 40);
const isShown = (element) => element.checkVisibility({ visibilityProperty: true }) && !element.matches(".skip");

// Colours as red, green, blue and opacity, whichever way they are written.
const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
const coloured = (colour) => {
  canvas.clearRect(0, 0, 1, 1);
  canvas.fillStyle = colour;
  canvas.fillRect(0, 0, 1, 1);
  const [red, green, blue, opacity] = canvas.getImageData(0, 0, 1, 1).data;
  return [red, green, blue, opacity / 255];
};
const over = (top, below) => [...below.slice(0, 3).map((part, index) => top[index] * top[3] + part * (1 - top[3])), 1];
const light = (part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4);
const luminance = ([red, green, blue]) => 0.2126 * light(red) + 0.7152 * light(green) + 0.0722 * light(blue);
const between = (one, other) => {
  const [dark, bright] = [luminance(one), luminance(other)].sort((first, second) => first - second);
  return (bright + 0.05) / (dark + 0.05);
};
const hasText = (one) => one.matches("input:not([type=checkbox]), select") || [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim());

// The colours that lie behind an element: those of the nearest ones that have any, and each stripe on them.
function groundsOf(element) {
  if (!element) return [[255, 255, 255, 1]];
  const { backgroundColor, backgroundImage } = getComputedStyle(element), own = coloured(backgroundColor);
  const below = (own[3] === 1 ? [own] : groundsOf(element.parentElement)).map((ground) => over(own, ground));
  const stripes = (backgroundImage.match(/(?:rgba?|color|oklch|oklab)\([^)]*\)/g) ?? []).map(coloured);
  return [...below, ...below.flatMap((ground) => stripes.map((stripe) => over(stripe, ground)))];
}

window.measure = {
  // Buttons and fields are 48 px, other targets 44 px; a link inside of a sentence is as high as the sentence. Or all of
  // those that are chosen have to be so large.
  smallTargets(all, chosen = "a[href], button, input:not([type=hidden]), select, textarea, summary") {
    const targets = [...document.querySelectorAll(chosen)];
    return targets.filter(isShown).flatMap((target) => {
      if (!all && target.matches("a") && getComputedStyle(target).display === "inline") return [];
      const parts = target.matches("[type=checkbox]") ? [target, ...target.labels] : [target];
      const boxes = parts.map((part) => part.getBoundingClientRect());
      const width = Math.max(...boxes.map((box) => box.width));
      const height = Math.max(...boxes.map((box) => box.height));
      const least = all ?? (target.matches("button, input, select, textarea, .button") ? 48 : 44);
      if (width > least - 0.5 && height > least - 0.5) return [];
      return [`${target.localName} ${target.name || ""} "${textOf(target)}" is ${Math.round(width)} x ${Math.round(height)}, least ${least}`];
    });
  },

  overflow() {
    const page = document.scrollingElement;
    if (page.scrollWidth <= innerWidth) return [];
    const wide = [...document.querySelectorAll("body *")].filter(
      (one) => !one.closest(".scroll, svg") && one.getBoundingClientRect().right > innerWidth + 0.5,
    );
    const names = wide.slice(-3).map((one) => `${one.localName}.${one.className} "${textOf(one)}"`);
    return [`the page is ${page.scrollWidth} px wide in ${innerWidth} px: ${names.join(", ")}`];
  },

  // What one would have to scroll to: the page itself, and those of the elements that are not wholly on the screen.
  outside(selectors) {
    const page = document.scrollingElement;
    const found = page.scrollHeight > innerHeight ? [`the page is ${page.scrollHeight} px high in ${innerHeight} px`] : [];
    const isIn = ({ top, bottom, height }) => height && top >= 0 && bottom <= innerHeight;
    return [...found, ...selectors.filter((one) => !isIn(document.querySelector(one).getBoundingClientRect()))];
  },

  // In how many rows elements stand, or the words of one.
  rows(selector) {
    const tops = [...document.querySelectorAll(selector)].flatMap((one) => {
      const words = document.createRange();
      words.selectNodeContents(one);
      return [...words.getClientRects()].map((box) => box.bottom);
    });
    return tops.sort((one, other) => one - other).filter((top, index) => !index || top - tops[index - 1] > 5).length;
  },

  // Targets in whose middle something else would take the tap.
  covered(selector) {
    return [...document.querySelectorAll(selector)].filter(isShown).flatMap((target) => {
      target.scrollIntoView({ block: "center" });
      const { x, y, width, height } = target.getBoundingClientRect();
      return target.contains(document.elementFromPoint(x + width / 2, y + height / 2)) ? [] : [textOf(target)];
    });
  },

  // Texts whose contrast with any colour behind them, stripes too, is below so much to one.
  faintTexts(least) {
    const texts = [...document.querySelectorAll("body *")].filter((one) => isShown(one) && hasText(one));
    return texts.flatMap((text) => {
      const ink = coloured(getComputedStyle(text).color);
      const contrast = Math.min(...groundsOf(text).map((ground) => between(over(ink, ground), ground)));
      return contrast >= least ? [] : [`${text.localName} "${textOf(text)}" has ${contrast.toFixed(2)}:1, least ${least}`];
    });
  },

  // By the rules of axe that look at colours, or by all others. Looking at colours is slow, and no size changes them.
  async violations(ofColours) {
    const rules = Object.fromEntries(COLOUR_RULES.map((rule) => [rule, { enabled: false }]));
    const chosen = ofColours ? { runOnly: COLOUR_RULES } : { rules: { ...rules, "target-size": { enabled: true } } };
    const results = await axe.run(document, { resultTypes: ["violations"], ...chosen });
    return results.violations.flatMap((rule) =>
      rule.nodes.map((node) => {
        const checks = [...node.any, ...node.all, ...node.none].map((check) => check.message);
        return `axe ${rule.id}: ${node.target.join(" ")}: ${checks.join("; ")}`;
      }),
    );
  },
};

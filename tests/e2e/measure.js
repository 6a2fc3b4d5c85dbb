// What the tests ask of a page; it stands in every page that they open.
addEventListener("securitypolicyviolation", (event) =>
  console.error(`policy: ${event.violatedDirective} refused ${event.blockedURI} at ${event.sourceFile}`),
);

const COLOUR_RULES = ["color-contrast", "link-in-text-block"];
const textOf = (element) => (element.getAttribute("aria-label") || element.textContent || element.name || "").trim().replace(/\s+/g, " ").slice(0, 40);
const isShown = (element) => element.checkVisibility({ visibilityProperty: true }) && !element.matches(".skip");

window.measure = {
  // Buttons and fields are 48 px, other targets 44 px; a link inside of a sentence is as high as the sentence.
  smallTargets() {
    const targets = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")];
    return targets.filter(isShown).flatMap((target) => {
      if (target.matches("a") && getComputedStyle(target).display === "inline") return [];
      const parts = target.matches("[type=checkbox]") ? [target, ...target.labels] : [target];
      const boxes = parts.map((part) => part.getBoundingClientRect());
      const width = Math.max(...boxes.map((box) => box.width));
      const height = Math.max(...boxes.map((box) => box.height));
      const least = target.matches("button, input, select, textarea, .button") ? 48 : 44;
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

// Puts Plotly's chart, which answers to a touch, in the place of the still picture. Plotly is large, so it is fetched
// at the first sign of interest or when the phone has been at rest for a while; until then the picture says the same.
const AT_REST_MS = 3000;
const ROLES = { "#005a9c": "--forward", "#a84300": "--backward", "#16202b": "--ink", "#4b5866": "--ink-quiet", "#e3ded5": "--line", "#ffffff": "--card" };

function themed(value) {
  if (Array.isArray(value)) return value.map(themed);
  if (value && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, themed(part)]));
  return typeof value === "string" && ROLES[value] ? colourOf(ROLES[value]) : value;
}

function colourOf(name) {
  // Only an element's own colour resolves light-dark() to the one that is shown.
  const probe = document.createElement("span");
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const colour = getComputedStyle(probe).color;
  probe.remove();
  return colour;
}

let loading;
function plotly(address) {
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = () => resolve(window.Plotly);
    script.onerror = reject;
    document.head.append(script);
  });
  return loading;
}

async function draw(chart) {
  if (chart.dataset.drawn) return;
  chart.dataset.drawn = "yes";
  const Plotly = await plotly(chart.dataset.plotly);
  const picture = chart.querySelector("svg");
  const place = document.createElement("div");
  place.className = "plot";
  place.setAttribute("role", "img");
  place.setAttribute("aria-label", picture.getAttribute("aria-label"));
  const figure = themed(JSON.parse(chart.dataset.chart));
  await new Promise(requestAnimationFrame);
  chart.append(place);
  await Plotly.newPlot(place, figure.data, figure.layout, { displayModeBar: false, responsive: true });
  picture.remove();
}

function watch(chart) {
  const wake = () => draw(chart).catch(() => delete chart.dataset.drawn);
  for (const sign of ["pointerenter", "touchstart", "focusin"]) chart.addEventListener(sign, wake, { once: true, passive: true });
  setTimeout(() => ("requestIdleCallback" in window ? requestIdleCallback(wake) : wake()), AT_REST_MS);
}

function redraw() {
  for (const chart of document.querySelectorAll("[data-chart]")) {
    const place = chart.querySelector(".plot");
    if (place && window.Plotly) {
      const figure = themed(JSON.parse(chart.dataset.chart));
      window.Plotly.react(place, figure.data, figure.layout);
    }
  }
}

const watchAll = () => document.querySelectorAll("[data-chart]:not([data-watched])").forEach((chart) => {
  chart.dataset.watched = "yes";
  watch(chart);
});
document.addEventListener("htmx:after:swap", watchAll);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
watchAll();

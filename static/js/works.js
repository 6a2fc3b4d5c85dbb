// Tries what this phone can do at this address. Each test answers "yes", "no" or "tap": a browser that wants to be asked
// by a tap gets one, and then its test runs once more with `tapped`. Nothing is guessed from the browser's name.
const WAIT_MS = 1500;
const lines = new Map([...document.querySelectorAll("[data-test]")].map((line) => [line.dataset.test, line]));
const verdict = (isGood) => (isGood ? "yes" : "no");

const tests = {
  https: () => verdict(location.protocol === "https:"),

  async offline() {
    if (!("serviceWorker" in navigator)) return "no";
    await navigator.serviceWorker.register("/sw.js");
    return "yes";
  },

  async storage(tapped) {
    if (!navigator.storage?.persisted) return "no";
    if (await navigator.storage.persisted()) return "yes";
    return tapped ? verdict(await navigator.storage.persist()) : "tap";
  },

  async awake(tapped) {
    if (!("wakeLock" in navigator)) return "no";
    try {
      const lock = await navigator.wakeLock.request("screen");
      await lock.release();
      return "yes";
    } catch {
      return tapped ? "no" : "tap";
    }
  },

  async sound(tapped) {
    if (!("AudioContext" in window)) return "no";
    if (!tapped) return "tap";
    const context = new AudioContext();
    const tone = new OscillatorNode(context, { frequency: 660 });
    tone.connect(context.destination);
    tone.start();
    tone.stop(context.currentTime + 0.4);
    const isHeard = await within(new Promise((done) => { tone.onended = () => done(true); }));
    await context.close();
    return verdict(isHeard);
  },

  async speech(tapped) {
    if (!("speechSynthesis" in window)) return "no";
    if (!tapped) return "tap";
    const words = new SpeechSynthesisUtterance(document.querySelector("[data-spoken]").textContent);
    words.lang = document.documentElement.lang;
    return verdict(await within(new Promise((done) => {
      words.onstart = () => done(true);
      words.onerror = () => done(false);
      speechSynthesis.speak(words);
    })));
  },

  vibration(tapped) {
    if (!("vibrate" in navigator)) return "no";
    return tapped ? verdict(navigator.vibrate(300)) : "tap";
  },

  async position(tapped) {
    if (!isSecureContext || !("geolocation" in navigator)) return "no";
    if (!tapped) return stateOf(await navigator.permissions.query({ name: "geolocation" }));
    return new Promise((done) => navigator.geolocation.getCurrentPosition(() => done("yes"), () => done("no"), { timeout: 15000 }));
  },

  motion: (tapped) => sensor(window.DeviceMotionEvent, "devicemotion", (event) => event.acceleration?.x != null, tapped),

  compass(tapped) {
    const name = "ondeviceorientationabsolute" in window ? "deviceorientationabsolute" : "deviceorientation";
    const hasNorth = (event) => event.webkitCompassHeading != null || (event.absolute && event.alpha != null);
    return sensor(window.DeviceOrientationEvent, name, hasNorth, tapped);
  },

  async notifications(tapped) {
    if (!isSecureContext || !("Notification" in window)) return "no";
    const state = tapped ? await Notification.requestPermission() : Notification.permission;
    return stateOf({ state });
  },
};

// The first thing that is missing, by how much it would bring.
const FIXES = [
  ["http", () => !isSecureContext],
  ["browser", () => !("serviceWorker" in navigator)],
  ["certificate", () => is("offline") === "no"],
  ["awake", () => is("awake") === "no"],
  ["storage", () => is("storage") !== "yes"],
  ["none", () => true],
];

const is = (name) => lines.get(name).dataset.is;
const within = (promise) => Promise.race([promise, new Promise((done) => setTimeout(done, WAIT_MS, false))]);
const stateOf = ({ state }) => ({ granted: "yes", denied: "no" })[state] ?? "tap";

async function sensor(kind, name, isReal, tapped) {
  if (!kind) return "no";
  if (kind.requestPermission) {
    if (!tapped) return "tap";
    if ((await kind.requestPermission()) !== "granted") return "no";
  }
  let listener;
  const isThere = await within(new Promise((done) => {
    listener = (event) => isReal(event) && done(true);
    addEventListener(name, listener);
  }));
  removeEventListener(name, listener);
  return verdict(isThere);
}

function show(name, found) {
  const line = lines.get(name);
  line.dataset.is = found;
  for (const word of line.querySelectorAll("[data-when]")) word.hidden = word.dataset.when !== found;
  const button = line.querySelector("button");
  if (button) button.hidden = found !== "tap";
}

function showFix() {
  const [fix] = FIXES.find(([, isIt]) => isIt());
  for (const text of document.querySelectorAll("[data-fix]")) text.hidden = text.dataset.fix !== fix;
}

async function run(name, tapped = false) {
  try {
    show(name, await tests[name](tapped));
  } catch {
    show(name, "no");
  }
}

for (const name of lines.keys()) {
  lines.get(name).querySelector("button")?.addEventListener("click", async () => {
    await run(name, true);
    showFix();
  });
}
document.querySelector("[data-scriptless]").hidden = true;
await Promise.all([...lines.keys()].map((name) => run(name)));
showFix();
document.querySelector("#works-tests").dataset.done = "yes";

// On Today, the way back to the walk that this phone times for whoever is signed in, or for whoever did not say.
import { all } from "./walk/store.js";

const LOOK_AGAIN_MS = 10000;
const box = document.querySelector("[data-goes-on]"), headline = box.querySelector("h2"), justBegun = headline.textContent;
const other = document.querySelector("#now .ways > a"), isSecond = other.classList.contains("bare");

async function look() {
  const isTheirs = ({ state, person }) => state === "running" && (!person || person === document.body.dataset.person);
  const walk = (await all()).filter(isTheirs).pop();
  box.hidden = !walk;
  other.classList.toggle("bare", Boolean(walk) || isSecond);
  if (walk) await tell(walk);
}

async function tell({ events }) {
  // Needed by few: not worth a request of every visit.
  const { reckon } = await import("./walk/events.js");
  const { ms, isPaused } = reckon(events, Date.now()), minutes = Math.floor(ms / 60000);
  const words = isPaused ? box.dataset.paused : minutes ? box.dataset.minutes : justBegun;
  headline.textContent = words.replace("{minutes}", minutes);
}

look();
setInterval(look, LOOK_AGAIN_MS);
addEventListener("pageshow", look);
addEventListener("storage", look);
document.addEventListener("visibilitychange", look);

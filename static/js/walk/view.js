// What the walk screen shows. It changes nothing of a walk.
import { BACKWARD, clock, lastIn, toDocument } from "./events.js";
import { choices } from "./store.js";

export const main = document.getElementById("main"), words = main.dataset;
export const find = (name) => document.querySelector(`[data-${name}]`);
export const doing = (name) => document.querySelector(`[data-do="${name}"]`);
/** Whether somebody wants to hear this; who chose nothing hears tones and words. */
export const cueOn = (name) => choices()[name] ?? (name === "tones" || name === "words");
export const fill = (text = "", parts) => text.replace(/\{(\w+)\}/g, (_, name) => parts[name]);
export const timeOf = (at) => new Date(at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
export const dayOf = (at) => new Date(at).toLocaleDateString("sv");
export const tell = (name, text) => (find(name).textContent = text);

/** Show a line, or hide it where there is nothing to say. */
export function say(name, text) {
  find(name).hidden = !text;
  tell(name, text || "");
}

export function showScreen(name) {
  main.dataset.now = name;
  for (const part of document.querySelectorAll("[data-screen]")) part.hidden = !part.dataset.screen.split(" ").includes(name);
}

export function showWalk(walk, seen) {
  const isBackward = seen.direction === BACKWARD, last = lastIn(walk.events)[0];
  main.dataset.facing = seen.isPaused ? "paused" : seen.direction;
  tell("word", seen.isPaused ? words.paused : isBackward ? words.backward : words.forward);
  doing("turn").setAttribute("aria-label", isBackward ? words.toForward : words.toBackward);
  tell("began", timeOf(seen.startedAt));
  tell("last", timeOf(last));
  // An end at which nothing was walked yet would be no walk.
  doing("ended-then").hidden = !toDocument(walk).segments.length;
  draw("strip", seen.stretches);
  showTime(seen);
}

/** Stretches or steps, one after the other. */
export function draw(name, stretches) {
  const partOf = ({ direction, ms }) => {
    const part = Object.assign(document.createElement("i"), { className: `is-${direction}` });
    part.style.flexGrow = ms / 1000 + 1;
    return part;
  };
  find(name).replaceChildren(...stretches.map(partOf));
}

export function showTime(seen, { part = "", next = "" } = {}) {
  tell("clock", clock(seen.stretchMs));
  tell("all", clock(seen.ms));
  tell("pocket-clock", clock(seen.ms));
  [...find("strip").children].forEach((stretch, index) => (stretch.style.flexGrow = seen.stretches[index].ms / 1000 + 1));
  tell("part", part);
  tell("next", next);
}

/** The walk that was thrown away last; the phone keeps it for some days. */
export const showThrown = (walk) => {
  // Its words come with the other parts.
  find("thrown").hidden = !walk || !words.wasThrown;
  if (walk) tell("thrown-words", fill(words.wasThrown, { time: timeOf(walk.events[0][0]) }));
};

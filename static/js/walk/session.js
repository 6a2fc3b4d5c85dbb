// The session of the plan that an address asks for, such as "/walk?go=guide&level=1&session=7&warm=5&sets=4&backward=2
// &forward=1&cool=3", from Today or from the plan. Only such an address loads this.
import { clock } from "./events.js";
import { lengthOf, stepsOf } from "./plan.js";

const NUMBERS = ["level", "session", "warm", "sets", "backward", "forward", "cool"];
const JOGS = 4, STEEPEST_PERCENT = 15;

/** Offer the session in one big button instead of the plans of the list; null for one that can't be. It has its steps,
 *  its place in the plan, how its stretches backward are walked, and the way back to the list. */
export function offer() {
  const session = askedFor(new URLSearchParams(location.search));
  if (!session) return null;
  const [words, start, guide] = ["[data-plan-words]", '[data-do="start"]', '[data-do="guide"]'].map((part) => document.querySelector(part));
  const before = words.textContent;
  const show = (isOffered, text) => {
    start.hidden = isOffered;
    guide.classList.toggle("plain", !isOffered);
    words.textContent = text;
  };
  show(true, sentenceOf(session));
  return { ...session, withdraw: () => show(false, before) };
}

/** Whether sound may start without a tap here: some browsers carry one over from the page before. */
export async function maySound() {
  const audio = new AudioContext();
  await Promise.race([audio.resume().catch(() => undefined), new Promise((done) => setTimeout(done, 300))]);
  const may = audio.state === "running";
  audio.close();
  return may;
}

function askedFor(asked) {
  const [level, session, warmUp, sets, backward, forward, coolDown] = NUMBERS.map((name) => Number(asked.get(name) ?? NaN));
  const isWhole = [level, session, sets].every((one) => Number.isInteger(one) && one >= 1 && one <= 100);
  const isTime = [warmUp, backward, forward, coolDown].every((one) => one >= 0 && one <= 120);
  if (!isWhole || !isTime) return null;
  return { steps: stepsOf({ warmUp, sets, backward, forward, coolDown }), plan: { level, session }, how: howOf(asked, level, sets) };
}

function sentenceOf({ steps, plan }) {
  const sets = steps.filter((step) => step.part === "set");
  const told = { session: plan.session, sets: sets.length, time: clock(sets[0].ms), all: clock(lengthOf(steps)) };
  return document.getElementById("main").dataset.session.replace(/\{(\w+)\}/g, (_, name) => told[name]);
}

/** What is special about each stretch backward: level 4 jogs, and level 3 goes the first sets up a slope in percent. */
function howOf(asked, level, sets) {
  if (level === JOGS) return [{ mode: "backward_run" }];
  const uphill = Number(asked.get("uphill")) || 0, grade_percent = Math.min(STEEPEST_PERCENT, Number(asked.get("grade")) || 0);
  return uphill ? Array.from({ length: sets + 1 }, (_, set) => (set < uphill ? { grade_percent } : {})) : undefined;
}

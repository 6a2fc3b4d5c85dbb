// Guided walks: a plan of warm-up, sets and cool-down becomes steps, and the steps become events at their own times,
// however late the phone wakes up to write them.
import { BACKWARD, FORWARD, PAUSE, RESUME, STOP } from "./events.js";

const MINUTE = 60000;

/** The steps of a plan in minutes: forward warm-up, so many times backward and forward, forward cool-down. */
export function stepsOf({ warmUp, sets, backward, forward, coolDown }) {
  const steps = [{ direction: FORWARD, ms: warmUp * MINUTE, part: "warmUp" }];
  for (let set = 1; set <= sets; set += 1) {
    steps.push({ direction: BACKWARD, ms: backward * MINUTE, part: "set", set });
    if (set < sets) steps.push({ direction: FORWARD, ms: forward * MINUTE, part: "between", set });
  }
  steps.push({ direction: FORWARD, ms: (coolDown + (sets ? forward : 0)) * MINUTE, part: "coolDown" });
  return steps.filter((step) => step.ms > 0);
}

/** The events that are due by now and not yet written, each with the time that the plan gave it. */
export function due(steps, events, now) {
  const written = events.filter(([, kind]) => kind === FORWARD || kind === BACKWARD).length;
  const missing = [];
  let at = startOf(events), index = 0;
  for (const step of steps) {
    at = after(events, at, step.ms);
    index += 1;
    if (at === null || at > now) break;
    if (index >= written) missing.push([at, index < steps.length ? steps[index].direction : STOP]);
  }
  return missing;
}

/** Where a guided walk is: its step, how much of it is left, and when the next one begins. */
export function place(steps, walkedMs) {
  let begun = 0;
  for (const [index, step] of steps.entries()) {
    if (walkedMs < begun + step.ms) return { index, step, leftMs: begun + step.ms - walkedMs };
    begun += step.ms;
  }
  return { index: steps.length, step: null, leftMs: 0 };
}

export const lengthOf = (steps) => steps.reduce((all, step) => all + step.ms, 0);

const startOf = (events) => events[0][0];

/** The time at which so much has been walked since a time, pauses left out; null while it is paused before that. */
function after(events, from, ms) {
  let left = ms, at = from, running = true;
  for (const [time, kind] of events) {
    if (time <= from) {
      if (kind === PAUSE) running = false;
      if (kind === RESUME) running = true;
      continue;
    }
    if (running && time - at >= left) return at + left;
    if (running) left -= time - at;
    at = time;
    if (kind === PAUSE) running = false;
    if (kind === RESUME) running = true;
  }
  return running ? at + left : null;
}

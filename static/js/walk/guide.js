// A guided walk: what its plan says has happened, and what one sees and hears of it. It is loaded once the screen is there.
import * as cues from "./cues.js";
import { BACKWARD, clock, FORWARD, lastIn, STOP } from "./events.js";
import { due, place } from "./plan.js";
import { cueOn, fill, words } from "./view.js";

let sounded = 0;

/** What is placed on the audio clock sounds no more; going on places it anew. */
export function hush() {
  cues.hush();
  sounded = 0;
}

/** End a step now: the plan goes on from the next one. */
export function cut(walk, seen) {
  const { index, step, leftMs } = place(walk.steps, seen.ms);
  if (!step) return;
  walk.steps[index] = { ...step, ms: step.ms - leftMs };
  hush();
  if (cueOn("tones")) cues.turnTo(walk.steps[index + 1]?.direction ?? FORWARD);
}

/** Write what the plan says has happened by now, at the plan's own times. Whether anything has, and when it ended. */
export function follow(walk, now, { aloud }) {
  const missing = due(walk.steps, walk.events, now);
  const turns = missing.filter(([, kind]) => kind !== STOP), end = missing.find(([, kind]) => kind === STOP);
  walk.events.push(...turns);
  if (end) speak(words.sayEnd, FORWARD);
  else if (turns.length && aloud) {
    const direction = lastIn(turns)[1];
    speak(direction === BACKWARD ? words.sayBackward : words.sayForward, direction);
  }
  return { hasTurned: turns.length > 0, endedAt: end?.[0] };
}

/** Say it where somebody wants to hear it; on a page that was loaded once more its words may still be on their way. */
const speak = (text, direction) => text && cueOn("words") && cues.say(text, direction);

/** Place the tone of the next turn on the audio clock a moment before it is due. */
export function soundAhead(walk, seen) {
  const { index, step, leftMs } = place(walk.steps, seen.ms);
  if (!step || leftMs > cues.SOUNDS_AHEAD_MS || sounded > index) return;
  sounded = index + 1;
  if (cueOn("tones")) cues.turnTo(walk.steps[index + 1]?.direction ?? FORWARD, leftMs);
}

/** The part of the plan that is walked now, and what comes next. */
export function told(steps, seen) {
  const { step, index, leftMs } = place(steps, seen.ms);
  return step ? { part: partOf(step, steps), next: nextOf(steps[index + 1], leftMs) } : {};
}

function partOf({ part, set }, steps) {
  if (part === "warmUp" || part === "coolDown") return words[part];
  return fill(words.set, { set, sets: Math.max(...steps.map((step) => step.set ?? 0)) });
}

function nextOf(next, leftMs) {
  const text = next ? (next.direction === BACKWARD ? words.nextBackward : words.nextForward) : words.nextEnd;
  return fill(text, { time: clock(leftMs + 999) });
}

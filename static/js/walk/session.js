// What the walk screen offers beside Start: the session that an address asks for, such as "/walk?go=guide&level=1
// &session=7&warm=5&sets=4&backward=2&forward=1&cool=3", or the one that this phone knows to come next; a week of the
// list where it knows of none; and nothing backward where the check or the plan says to ask first.
import { clock, reckon } from "./events.js";
import { lengthOf, stepsOf } from "./plan.js";
import { doing, fill, find, say, words } from "./view.js";

const NUMBERS = ["level", "session", "warm", "sets", "backward", "forward", "cool"];
const STEEPEST_PERCENT = 15;
// The plan counts a session from this share of its time backward on, as webapp/domain/verdicts.py has it.
const LEAST_SHARE = 0.25;

/** Show what is offered now; the session in it, or null. `walker` is what home said of the person, `walks` are those on
 *  this phone, and the address is what was asked for. */
export function offer(address, walker, walks, now) {
  const asked = address.get("go") === "guide" && sessionOf(address), { kept, note } = known(walker, walks, now);
  const isClosed = walker?.offers === "nothing", session = isClosed ? null : asked || kept || null;
  say("note", asked && !isClosed ? walker?.note : note);
  doing("start").hidden = Boolean(asked && session);
  doing("start").classList.toggle("plain", Boolean(session));
  doing("guide").classList.toggle("plain", !session);
  doing("guide").hidden = !session && Boolean(note && walker.offers !== "list");
  find("plans").hidden = isClosed;
  find("plan-words").textContent = session ? sentenceOf(session) : find("plan").selectedOptions[0].textContent;
  return session;
}

/** Whoever chooses a week of the list wants that one: nothing else is offered any more. */
export function choose() {
  say("note", "");
  doing("start").hidden = doing("guide").hidden = false;
  doing("start").classList.remove("plain");
  doing("guide").classList.add("plain");
  find("plan-words").textContent = find("plan").selectedOptions[0].textContent;
  return null;
}

/** The session that home said comes next, while that is true: neither before its day, nor done since, nor long after. */
function known(walker, walks, now) {
  if (walker?.offers !== "session") return { note: walker?.note };
  const session = sessionOf(new URLSearchParams(walker.guide)), today = dayOf(now);
  if (!session) return { note: walker.note };
  if (today > walker.until) return { note: words.planStale };
  if (walks.some((walk) => isOf(walk, session, walker.at))) return { note: fill(words.planDone, session.plan) };
  return today < walker.from ? { note: walker.rest } : { kept: session, note: walker.note };
}

/** Whether a walk counts as this session, and home did not know of it when it said what comes next. */
function isOf({ plan, state, doneAt, events }, { steps, plan: { level, session } }, at) {
  const isNews = state === "waiting" || state === "refused" || (state === "sent" && doneAt > at);
  const least = lengthOf(steps.filter(({ part }) => part === "set")) * LEAST_SHARE;
  return isNews && plan?.level === level && plan.session === session && reckon(events, events.at(-1)[0]).backwardMs >= least;
}

const dayOf = (now) => {
  const date = new Date(now);
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
};

/** Whether sound may start without a tap here: some browsers carry one over from the page before. */
export async function maySound() {
  try {
    const audio = new AudioContext();
    await Promise.race([audio.resume().catch(() => undefined), new Promise((done) => setTimeout(done, 300))]);
    const may = audio.state === "running";
    audio.close();
    return may;
  } catch {
    // No tap would bring a sound that this browser does not have.
    return true;
  }
}

/** A session as its numbers name it: its steps, its place in the plan and how its stretches backward are walked. */
function sessionOf(asked) {
  const [level, session, warmUp, sets, backward, forward, coolDown] = NUMBERS.map((name) => Number(asked.get(name) ?? NaN));
  const isWhole = [level, session, sets].every((one) => Number.isInteger(one) && one >= 1 && one <= 100);
  const isTime = [warmUp, backward, forward, coolDown].every((one) => one >= 0 && one <= 120);
  if (!isWhole || !isTime) return null;
  return { steps: stepsOf({ warmUp, sets, backward, forward, coolDown }), plan: { level, session }, how: howOf(asked, sets) };
}

function sentenceOf({ steps, plan }) {
  const sets = steps.filter((step) => step.part === "set");
  return fill(words.session, { session: plan.session, sets: sets.length, time: clock(sets[0].ms), all: clock(lengthOf(steps)) });
}

/** What is special about each stretch backward: some are jogged, and others go the first sets up a slope in percent. */
function howOf(asked, sets) {
  if (asked.get("mode")) return [{ mode: asked.get("mode") }];
  const uphill = Number(asked.get("uphill")) || 0, grade_percent = Math.min(STEEPEST_PERCENT, Number(asked.get("grade")) || 0);
  return uphill ? Array.from({ length: sets + 1 }, (_, set) => (set < uphill ? { grade_percent } : {})) : undefined;
}

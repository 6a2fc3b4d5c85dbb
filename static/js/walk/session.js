// What the walk screen offers before a walk: the session that an address asks for, or the one that this phone knows to
// come next, or a week of the list; and nothing backward where the check or the plan says to ask first. How a session is
// written, in the address and in what home said, stands in webapp/domain/guided.py.
import { clock, lastIn, reckon } from "./events.js";
import { lengthOf, stepsOf } from "./plan.js";
import { dayOf, doing, draw, fill, find, say, tell, words } from "./view.js";

const NUMBERS = ["level", "session", "warm", "sets", "backward", "forward", "cool"];
const STEEPEST_PERCENT = 15, MINUTE_MS = 60000;
// The plan counts a session from this share of its time backward on, as webapp/domain/verdicts.py has it.
const LEAST_SHARE = 0.25;

/** Show what is offered now; the session in it, or null. `walker` is what home said of the person, `walks` are those on
 *  this phone, the address is what was asked for, and whoever `hasChosen` a week of the list wants that one. */
export function offer(address, walker, walks, { now, hasChosen }) {
  const asked = address.get("go") === "guide" && sessionOf(address), { kept, note } = known(walker, walks, now);
  const isClosed = walker?.offers === "nothing", isOpen = !note || walker.offers === "list";
  const own = isClosed || hasChosen ? null : asked || kept || null;
  const listed = !own && !isClosed && (hasChosen || isOpen) ? planned() : null;
  say("note", hasChosen && !isClosed ? "" : own && asked ? walker?.note : note);
  find("plans").hidden = isClosed;
  show(own ?? listed, { isFirst: Boolean(own || (hasChosen && listed)), walker });
  return own ?? listed;
}

/** The card of a session, above the button of a walk without one, or below it. */
function show(session, { isFirst, walker }) {
  const card = find("session"), start = doing("start"), guide = doing("guide");
  card.hidden = !session;
  card[isFirst ? "after" : "before"](start);
  start.classList.toggle("plain", isFirst);
  guide.classList.toggle("plain", !isFirst);
  start.textContent = isFirst ? words.justStart : words.start;
  guide.textContent = isFirst ? words.start : words.guided;
  if (!session) return;
  tell("session-kind", session.kind ?? words.nextSession);
  tell("session-dose", doseOf(session));
  draw("session-course", session.steps);
  const isKnown = session.plan && walker?.guide?.session === String(session.plan.session);
  const more = isKnown && walker.guide.level === String(session.plan.level) ? walker.told : "";
  tell("session-words", [fill(words.inAll, { time: timeOf(lengthOf(session.steps)) }), more].filter(Boolean).join(" "));
}

/** The week that is chosen in the list. */
function planned() {
  const plan = find("plan"), [sets, backward, forward] = plan.value.split(" ").map(Number);
  const steps = stepsOf({ warmUp: Number(plan.dataset.warm), sets, backward, forward, coolDown: Number(plan.dataset.cool) });
  return { steps, kind: plan.selectedOptions[0].dataset.kind };
}

function doseOf({ steps, how }) {
  const sets = steps.filter(({ part }) => part === "set"), isJog = how?.[0].mode === "backward_run";
  return fill(isJog ? words.doseJog : words.dose, { sets: sets.length, time: timeOf(sets[0].ms) });
}

function timeOf(ms) {
  if (ms < MINUTE_MS) return fill(words.seconds, { number: Math.round(ms / 1000) });
  return fill(words.minutes, { number: ms % MINUTE_MS ? clock(ms) : ms / MINUTE_MS });
}

/** The session that home said comes next, while that is true: neither before its day, nor done since, nor long after. */
function known(walker, walks, now) {
  if (walker?.offers !== "session") return { note: walker?.note };
  const session = sessionOf(new URLSearchParams(walker.guide)), today = dayOf(now);
  if (!session) return { note: walker.note };
  if (today > walker.until) return { note: words.planStale };
  if (walks.some((walk) => isOf(walk, session, walker.at))) return { note: words.planDone };
  return today < walker.from ? { note: walker.rest } : { kept: session, note: walker.note };
}

/** Whether a walk counts as this session, and home did not know of it when it said what comes next. */
function isOf({ plan, state, doneAt, events }, { steps, plan: { level, session } }, at) {
  const isNews = state === "waiting" || state === "refused" || (state === "sent" && doneAt > at);
  const least = lengthOf(steps.filter(({ part }) => part === "set")) * LEAST_SHARE;
  return isNews && plan?.level === level && plan.session === session && reckon(events, lastIn(events)[0]).backwardMs >= least;
}

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

/** What is special about each stretch backward: some are jogged, and others go the first sets up a slope in percent. */
function howOf(asked, sets) {
  if (asked.get("mode")) return [{ mode: asked.get("mode") }];
  const uphill = Number(asked.get("uphill")) || 0, grade_percent = Math.min(STEEPEST_PERCENT, Number(asked.get("grade")) || 0);
  return uphill ? Array.from({ length: sets + 1 }, (_, set) => (set < uphill ? { grade_percent } : {})) : undefined;
}

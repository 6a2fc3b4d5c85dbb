// What a walk that is over did for its week: first as far as this phone knows, then as home says that has it.
import { all, phone } from "./store.js";
import { dayOf, fill, find, say, tell, words } from "./view.js";
import { lastIn, reckon } from "./events.js";

const AROUND = 2 * Math.PI * 43, GAP = 1.5, MINUTE_MS = 60000, WEEK_MS = 7 * 24 * 60 * MINUTE_MS;
let told = { id: null, home: null, isAsked: false };

/** Show it. Home is asked once it has the walk; `again` shows the screen once more when it has answered. */
export async function show(done, seen, again) {
  if (told.id !== done.id) told = { id: done.id, home: null, isAsked: false, isNew: true };
  if (done.state === "sent" && !told.isAsked) ask(done, again);
  const here = told.home ? null : await known(done), week = told.home?.week ?? here;
  if (told.id !== done.id) return;
  find("week").hidden = false;
  document.querySelector("[data-week-ring]").toggleAttribute("hidden", !week);
  say("week-extra", told.home?.extra);
  say("week-likely", seen.backwardMs && (told.home ? told.home.likely : withoutHome(done)));
  say("week-left", week && leftOf(week));
  if (week) draw(week, seen);
}

/** What home says of the walk, where its person is signed in here. */
async function ask({ id }, again) {
  told.isAsked = true;
  const answer = await fetch(`/phone/walks/${id}`, { cache: "no-store", redirect: "manual" }).catch(() => null);
  const home = answer?.ok && (await answer.json().catch(() => null));
  if (home?.week && told.id === id) again((told.home = home));
}

const withoutHome = ({ state }) => (state === "sent" ? words.extraThere : state === "waiting" && words.extraLater);

/** The week as this phone knows it: what home said of it, and the walks since that home did not know of. */
async function known(done) {
  const walker = await phone(`walker ${done.person}`);
  if (!walker?.week) return null;
  const weekOf = ({ events }) => Math.floor((Date.parse(dayOf(events[0][0])) - Date.parse(walker.week.from)) / WEEK_MS);
  const number = weekOf(done);
  if (number < 0) return null;
  // The first goal of somebody who begins is that of one week.
  const goal = walker.nextGoal ?? walker.week.goal;
  const week = number ? { goal, forward: 0, backward: 0, counted: 0 } : { ...walker.week };
  const isNews = ({ state, doneAt }) => state === "waiting" || state === "refused" || (state === "sent" && doneAt > walker.at);
  const others = (await all()).filter((walk) => walk.id !== done.id && walk.person === done.person && weekOf(walk) === number);
  // Home may count some minutes twice, or not at all, by the rule that the person chose; it says so when it has the walk.
  for (const { events } of [done, ...others].filter(isNews)) {
    const { forwardMs, backwardMs } = reckon(events, lastIn(events)[0]);
    week.forward += forwardMs / MINUTE_MS;
    week.backward += backwardMs / MINUTE_MS;
    week.counted += (forwardMs + backwardMs) / MINUTE_MS;
  }
  return week;
}

function leftOf({ goal, counted }) {
  const left = Math.ceil(goal - counted);
  return left > 0 ? fill(words.toGo, { minutes: left }) : fill(words.met, { minutes: goal });
}

function draw({ goal, forward, backward, counted }, seen) {
  const done = Math.floor(counted), full = Math.max(goal, forward + backward, 1);
  tell("week-done", done);
  tell("week-goal", fill(words.of, { goal }));
  find("week-ring").setAttribute("aria-label", fill(words.ring, { done, goal }));
  const fillUp = (ahead, back) => {
    arc("week-forward", 0, Math.max(0, (ahead / full) * AROUND - (back && GAP)));
    arc("week-backward", (ahead / full) * AROUND, (back / full) * AROUND);
  };
  // It fills up with the minutes of this walk, once.
  if (told.isNew) fillUp(Math.max(0, forward - seen.forwardMs / MINUTE_MS), Math.max(0, backward - seen.backwardMs / MINUTE_MS));
  requestAnimationFrame(() => requestAnimationFrame(() => fillUp(forward, backward)));
  told.isNew = false;
}

function arc(name, from, long) {
  find(name).setAttribute("stroke-dasharray", `${long} 400`);
  find(name).setAttribute("stroke-dashoffset", -from);
}

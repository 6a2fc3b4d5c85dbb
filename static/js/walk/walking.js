// The walk that this page owns, and what can be done with it; it knows no screen. Each change is over when it is written
// on the phone, or where that takes longer than one waits for a button, a moment after the writing began.
import { lastIn, PAUSE, reckon, STOP, toDocument, uuid } from "./events.js";
import { all, keep, running } from "./store.js";

const FORGOTTEN_MS = 3 * 3600 * 1000, WRITING_MS = 150, SLACK_MS = 1000;
/** The walk that goes on, the one that was stopped last, and the one that was thrown away last. */
export const my = { walk: null, done: null, thrown: null };

/** The time of the walk: that of the phone, but for what its clock was set by since. */
export const now = () => Date.now() - (my.walk?.skew ?? 0);
export const lastOf = ({ events }) => lastIn(events)[0];
export const send = async () => (await import("./outbox.js")).send({ now: true });
const stored = (walk) => Promise.race([keep(walk), new Promise((done) => setTimeout(done, WRITING_MS))]);

// The phone's clock may be set in mid-walk. Beside it goes one that nobody sets, as long as this page lives.
let wall = Date.now(), steady = performance.now(), wasHidden = false;
document.addEventListener("visibilitychange", () => (wasHidden = true));

/** Take what the clock was set by since this was last asked out of the walk. A phone that sleeps stops the steady clock as
 *  well, so that a leap forward of a page that was out of sight is time that passed. */
export function heedClock() {
  const before = wall - steady, isWatched = !wasHidden && document.visibilityState === "visible";
  [wall, steady, wasHidden] = [Date.now(), performance.now(), false];
  const by = Math.round(wall - steady - before), wasSet = by < -SLACK_MS || (by > SLACK_MS && isWatched);
  if (wasSet && my.walk) keep(Object.assign(my.walk, { skew: (my.walk.skew ?? 0) + by }));
}

export function add(kind, at = now()) {
  my.walk.events.push([at, kind]);
  return stored(my.walk);
}

export function change(more) {
  return stored(Object.assign(my.walk, more));
}

/** Begin a walk; `more` has its person, and its steps and place in the plan where it is guided. */
export function start(direction, more) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  my.done = null;
  my.walk = { id: uuid(), zone, state: "running", steps: null, ...more, events: [] };
  return add(direction);
}

/** End the walk. One in which no time passed, because a clock was set, is not over: its end is asked for. */
export async function stop(at = now()) {
  const { walk } = my, events = [...walk.events, [Math.max(at, lastOf(walk)), STOP]];
  const whole = toDocument({ ...walk, events });
  if (!whole.segments.length) {
    await change({ isAsked: true });
    return;
  }
  await stored(Object.assign(walk, { events, state: "waiting", document: whole }));
  [my.done, my.walk] = [walk, null];
  send();
}

/** Take the last Stop back: the walk is paused where it ended, under a new id. */
export async function undo() {
  const { done } = my, events = [...done.events.slice(0, -1), [lastOf(done), PAUSE]];
  const walk = { ...done, id: uuid(), version: 0, state: "running", steps: null, events, heardAt: Date.now() - (done.skew ?? 0) };
  [my.walk, my.done] = [walk, null];
  await stored(my.walk);
  takeBack(done);
}

/** The walk as the outbox may have written it since. */
export const newest = async (walk) => (await all()).find(({ id }) => id === walk.id) ?? walk;

/** A walk that another one stands for. It may be home already, even where no answer came back: the outbox takes it back
 *  there. What the outbox wrote in this moment is newer, and taken back too. */
export async function takeBack(old) {
  while (!(await keep(Object.assign(old, { state: "taken-back" })))) old = await newest(old);
  send();
}

/** The phone keeps what was thrown away for some days, and for as long it can come back. */
export async function throwAway() {
  await change({ state: "undone", thrownAt: now(), doneAt: Date.now() });
  [my.thrown, my.walk] = [my.walk, null];
}

/** Fetch it back, paused where it was left. */
export async function fetchBack() {
  const { thrownAt, ...walk } = my.thrown;
  [my.walk, my.thrown] = [{ ...walk, state: "running" }, null];
  const at = Math.max(thrownAt, lastOf(walk));
  if (isForgotten(at)) return stored(my.walk);
  my.walk.heardAt = now();
  return reckon(walk.events, at).isPaused ? stored(my.walk) : add(PAUSE, at);
}

/** Whether nothing was heard of the walk for so long that its end has to be asked for, or its clock went back. */
export function isForgotten(at = now()) {
  const { walk } = my, silentMs = at - Math.max(lastOf(walk), walk.heardAt ?? 0);
  return Boolean(walk.isAsked) || (!walk.steps && silentMs > FORGOTTEN_MS) || silentMs < -SLACK_MS;
}

/** Whoever still walks is asked again after as long a silence. */
export function stillWalking() {
  const { walk } = my, backMs = Math.min(0, now() - lastOf(walk));
  return change({ isAsked: false, skew: (walk.skew ?? 0) + backMs, heardAt: now() - backMs });
}

/** Look whether another page of this phone changed the walk; whether it did. */
export async function reread() {
  const known = await running(), { walk } = my, isKept = !walk || (await newest(walk)) !== walk;
  // A phone that may keep nothing has the walk in this page alone.
  if (walk !== my.walk || !isKept || (known?.id === walk?.id && !(known?.version > walk?.version))) return false;
  my.walk = known ?? null;
  return true;
}

/** Find what this phone knows when the page opens. */
export async function recall() {
  const walks = await all();
  my.walk ??= walks.filter(({ state }) => state === "running").pop() ?? null;
  my.thrown = walks.filter(({ thrownAt, state }) => thrownAt && state === "undone").sort((one, other) => one.doneAt - other.doneAt).pop() ?? null;
}

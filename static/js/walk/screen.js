// The walk screen. It owns one walk at a time; every event is kept on the phone before it is shown.
import * as cues from "./cues.js";
import { BACKWARD, clock, FORWARD, PAUSE, reckon, RESUME, STOP, toDocument, uuid } from "./events.js";
import { due, place, stepsOf } from "./plan.js";
import { send, watch } from "./outbox.js";
import { show as showOutbox } from "./banner.js";
import { all, choices, keep, keepChoices, phone, running } from "./store.js";

const FORGOTTEN_MS = 3 * 3600 * 1000, TICK_MS = 250;
const main = document.getElementById("main"), words = main.dataset;
const find = (name) => document.querySelector(`[data-${name}]`);
const doing = (name) => document.querySelector(`[data-do="${name}"]`), turning = doing("turn");
let walk = null, done = null, sounded = 0, lock = null, watcher = null, metronome = null, person, offered = null;

const tell = (name, text) => (find(name).textContent = text);
const opposite = (direction) => (direction === BACKWARD ? FORWARD : BACKWARD);

/** Keep an event, then show it. */
function add(kind, at = Date.now()) {
  walk.events.push([at, kind]);
  keep(walk);
  show();
}

const withdraw = () => (offered?.withdraw(), (offered = null));

function begin(direction, { steps = null, plan, how } = {}) {
  cues.wake();
  done = null;
  sounded = 0;
  walk = { id: uuid(), zone: Intl.DateTimeFormat().resolvedOptions().timeZone, person, state: "running", steps, plan, how, events: [] };
  // What the address asked for is done; the page loaded once more begins no second walk.
  if (location.search) history.replaceState(null, "", location.pathname);
  withdraw();
  add(steps ? steps[0].direction : direction);
  watchDirection();
  stayAwake();
  navigator.storage?.persist?.();
}

function finish(at = Date.now()) {
  watcher?.stop();
  walk.events.push([at, STOP]);
  const whole = toDocument(walk);
  Object.assign(walk, whole.segments.length ? { state: "waiting", document: whole } : { state: "undone", doneAt: at });
  keep(walk);
  done = walk.state === "waiting" ? walk : null;
  walk = null;
  lock?.release();
  show();
  send({ now: true });
}

/** Take the last Stop back: the walk is paused where it ended, under a new id. */
function undo() {
  const { events } = done, stopped = events.at(-1)[0];
  walk = { ...done, id: uuid(), version: 0, state: "running", steps: null, events: [...events.slice(0, -1), [stopped, PAUSE]] };
  keep(walk);
  takeBack(done);
  done = null;
  show();
}

/** The walk as the outbox may have written it since. */
const newest = async (walk) => (await all()).find(({ id }) => id === walk.id) ?? walk;

/** A walk that another one stands for. It may be home already, even where no answer came back: the outbox takes it back
 *  there. What the outbox wrote in this moment is newer, and taken back too. */
async function takeBack(old) {
  while (!(await keep(Object.assign(old, { state: "taken-back" })))) old = await newest(old);
  send({ now: true });
}

function discard() {
  watcher?.stop();
  keep(Object.assign(walk, { state: "undone", doneAt: Date.now() }));
  walk = null;
  show();
}

/** Load what is ticked; away from home without a kept shell it may not come, and the walk goes on without. */
async function loadTicked() {
  if (cueOn("beat")) metronome ??= new (await import("./metronome.js")).Metronome();
  if (cueOn("direction")) watcher ??= new (await import("./direction.js")).Watcher();
}

const watchDirection = () => cueOn("direction") && watcher?.start((walk.verdicts ??= []));

/** Ask what looked backward, where that was wanted. An answer that changes the walk makes another one of it. */
async function askDirection() {
  const { ask } = await import("./direction.js");
  if (!done?.verdicts) return;
  ask(find("direction"), done, (answered) => {
    if (answered.id !== done.id) takeBack(done);
    done = answered;
    show();
    keepAnswer(done.verdicts);
  });
}

/** Keep an answer; what the outbox wrote in this moment is newer, and gets it too. */
async function keepAnswer(verdicts) {
  while (done && !(await keep(Object.assign(done, { verdicts })))) done = await newest(done);
}

/** Turn now. In a guided walk the step ends here and the plan goes on from the next one. */
function turn() {
  const now = Date.now(), seen = reckon(walk.events, now);
  cues.wake();
  if (walk.steps) {
    const { index, step, leftMs } = place(walk.steps, seen.ms);
    if (step) walk.steps[index] = { ...step, ms: step.ms - leftMs };
    return follow(now, { aloud: true });
  }
  if (cueOn("tones")) cues.turnTo(opposite(seen.direction));
  add(opposite(seen.direction), now);
}

/** Write what the plan says has happened by now, at the plan's own times. */
function follow(now, { aloud }) {
  const missing = due(walk.steps, walk.events, now);
  for (const [at, kind] of missing) {
    if (kind === STOP) {
      if (cueOn("words")) cues.say(words.sayEnd, FORWARD);
      return finish(at);
    }
    walk.events.push([at, kind]);
  }
  if (!missing.length) return undefined;
  keep(walk);
  const direction = missing.at(-1)[1];
  if (aloud && cueOn("words")) cues.say(direction === BACKWARD ? words.sayBackward : words.sayForward, direction);
  return show();
}

/** Place the tone of the next turn on the audio clock a moment before it is due. */
function soundAhead(seen) {
  const { index, step, leftMs } = place(walk.steps, seen.ms);
  if (!step || leftMs > cues.SOUNDS_AHEAD_MS || sounded > index) return;
  sounded = index + 1;
  if (cueOn("tones")) cues.turnTo(walk.steps[index + 1]?.direction ?? FORWARD, leftMs);
}

function tick() {
  if (!walk) return;
  const now = Date.now();
  if (walk.steps) follow(now, { aloud: document.visibilityState === "visible" });
  if (!walk) return;
  const seen = reckon(walk.events, now);
  if (!seen.isPaused && walk.steps) soundAhead(seen);
  if (!seen.isPaused && cueOn("beat")) metronome?.fill(now, Number(find("steps").value));
  showTime(seen);
}

function show() {
  const seen = walk && reckon(walk.events, Date.now());
  main.dataset.now = screenOf(seen);
  for (const part of document.querySelectorAll("[data-screen]")) part.hidden = !part.dataset.screen.split(" ").includes(main.dataset.now);
  if (walk) showWalk(seen);
  if (done) showDone();
  showOutbox();
}

function screenOf(seen) {
  if (!walk) return done ? "done" : "idle";
  if (Date.now() - walk.events.at(-1)[0] > FORGOTTEN_MS && !walk.steps && !walk.stillWalking) return "forgotten";
  return seen.isPaused ? "paused" : "running";
}

function showWalk(seen) {
  const isBackward = seen.direction === BACKWARD;
  main.dataset.facing = seen.isPaused ? "paused" : seen.direction;
  tell("word", seen.isPaused ? words.paused : isBackward ? words.backward : words.forward);
  turning.setAttribute("aria-label", isBackward ? words.toForward : words.toBackward);
  tell("began", timeOf(seen.startedAt));
  tell("last", timeOf(walk.events.at(-1)[0]));
  const strip = find("strip");
  strip.replaceChildren(...seen.stretches.map((one) => Object.assign(document.createElement("i"), { className: `is-${one.direction}` })));
  showTime(seen);
}

function showTime(seen) {
  tell("clock", clock(seen.stretchMs));
  tell("all", clock(seen.ms));
  tell("pocket-clock", clock(seen.ms));
  [...find("strip").children].forEach((part, index) => (part.style.flexGrow = seen.stretches[index].ms / 1000 + 1));
  const { step, index, leftMs } = walk.steps ? place(walk.steps, seen.ms) : {};
  tell("part", step ? partOf(step) : "");
  tell("next", step ? nextOf(walk.steps[index + 1], leftMs) : "");
}

const partOf = (step) =>
  step.part === "warmUp" ? words.warmUp : step.part === "coolDown" ? words.coolDown : words.set.replace("{set}", step.set).replace("{sets}", setsOf(walk.steps));
const setsOf = (steps) => Math.max(...steps.map((step) => step.set ?? 0));
const nextOf = (next, leftMs) =>
  (next ? (next.direction === BACKWARD ? words.nextBackward : words.nextForward) : words.nextEnd).replace("{time}", clock(leftMs + 999));
const timeOf = (at) => new Date(at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });

function showDone() {
  const seen = reckon(done.events, done.events.at(-1)[0]);
  tell("done-all", clock(seen.ms));
  tell("done-forward", clock(seen.forwardMs));
  tell("done-backward", clock(seen.backwardMs));
  tell("done-problem", done.problem ?? "");
  find("done-link").href = `/walks/${done.id}`;
  find("review").href = `/walks/${done.id}/review`;
  find("review").hidden = !seen.backwardMs;
  for (const line of document.querySelectorAll("[data-done-where]")) line.hidden = line.dataset.doneWhere !== done.state;
  if (done.verdicts) askDirection();
  else find("direction").hidden = true;
}

async function stayAwake() {
  lock = await navigator.wakeLock?.request("screen").catch(() => null);
  find("awake").hidden = !lock;
  find("asleep").hidden = Boolean(lock);
}

/** The instant of a time of day that somebody typed: the last one before now, and after the walk began. */
function endedAt(typed) {
  const [hours, minutes] = typed.split(":").map(Number), at = new Date();
  at.setHours(hours, minutes, 0, 0);
  if (at > Date.now()) at.setDate(at.getDate() - 1);
  return Number.isNaN(at.getTime()) || at < walk.events.at(-1)[0] ? null : at.getTime();
}

function planned() {
  const [sets, backward, forward] = find("plan").value.split(" ").map(Number);
  return { steps: stepsOf({ warmUp: 5, sets, backward, forward, coolDown: 3 }) };
}

const pocket = document.getElementById("walk-pocket");
const unlock = () => doing("unlock-second");
const actions = {
  start: () => begin(FORWARD),
  guide: () => begin(FORWARD, offered ?? planned()),
  turn,
  pause: () => add(PAUSE),
  resume: () => (cues.wake(), add(RESUME), watchDirection(), stayAwake()),
  stop: () => finish(),
  undo,
  again: () => ((done = null), show()),
  discard,
  still: () => ((walk.stillWalking = true), keep(walk), show()),
  "ended-then": () => finish(walk.events.at(-1)[0]),
  "ended-at": () => {
    const at = endedAt(find("ended").value);
    if (at) finish(at);
    else find("ended").focus();
  },
  pocket: () => (pocket.hidden = false),
  "unlock-first": () => (unlock().disabled = false),
  "unlock-second": () => ((pocket.hidden = true), (unlock().disabled = true)),
};

document.addEventListener("click", (event) => actions[event.target.closest("[data-do]")?.dataset.do]?.());
// A switch answers to the space bar by itself; a button answers to Enter too.
turning.addEventListener("keydown", (event) => event.key === "Enter" && turn());

/** Another page of this phone may have changed the walk. */
async function reread() {
  const known = await running(), isKept = !walk || (await newest(walk)) !== walk;
  // A phone that may keep nothing has the walk in this page alone.
  if (!isKept || (known?.id === walk?.id && !(known?.version > walk?.version))) return;
  walk = known ?? null;
  show();
}

document.addEventListener("visibilitychange", async () => {
  if (walk && document.visibilityState !== "visible") return keep(walk);
  await reread();
  if (!walk) return;
  stayAwake();
  tick();
});
addEventListener("storage", reread);
document.addEventListener("backstride:outbox", async () => {
  const known = done && (await newest(done));
  // A change of this page may be on its way to the store: older news do not undo it.
  if (known && known.id === done?.id && known.version > done.version) done = { ...known, verdicts: done.verdicts };
  if (done) show();
});

const cueOn = (name) => document.querySelector(`[data-cue="${name}"]`).checked;
function rememberChoices() {
  const fields = [...document.querySelectorAll("[data-cue], [data-steps], [data-plan]")];
  const saved = choices();
  for (const field of fields) if (field.id in saved) field[field.type === "checkbox" ? "checked" : "value"] = saved[field.id];
  document.addEventListener("change", () => keepChoices(Object.fromEntries(fields.map((field) => [field.id, field.type === "checkbox" ? field.checked : field.value]))));
  const describe = () => (withdraw(), tell("plan-words", find("plan").selectedOptions[0].textContent));
  find("plan").addEventListener("change", describe);
  document.addEventListener("change", loadTicked);
  describe();
}

rememberChoices();
await loadTicked().catch(() => undefined);
person = await phone("person");
walk = (await running()) ?? null;
const wanted = new URLSearchParams(location.search).get("go");
if (wanted === "repeat") location.replace("/");
if (!walk && (wanted === FORWARD || wanted === BACKWARD)) begin(wanted);
const session = !walk && wanted === "guide" ? await import("./session.js") : null;
offered = session?.offer();
if (walk && !lock) watchDirection(), stayAwake();
tick();
show();
if (offered && (await session.maySound()) && offered) actions.guide();
setInterval(tick, TICK_MS);
watch();

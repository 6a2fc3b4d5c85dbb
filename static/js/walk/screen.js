// The walk screen: what a tap does, when it does nothing, and what is shown after it.
import * as cues from "./cues.js";
import { BACKWARD, FORWARD, PAUSE, reckon, RESUME } from "./events.js";
import { all, choices, isLost, keep, phone, setPhone } from "./store.js";
import { cueOn, doing, fill, find, main, say, showScreen, showThrown, showTime, showWalk, words } from "./view.js";
import * as walking from "./walking.js";
import { my, now } from "./walking.js";

const USUAL_STEPS = 80, TICK_MS = 250, FRESH_MS = 400, UNLOCKED_MS = 5000, PROBE_MS = 1000, RECALL_MS = 500;
const soon = (ms, value) => new Promise((done) => setTimeout(done, ms, value));
const address = new URLSearchParams(location.search);
const pocket = document.getElementById("walk-pocket");
let person, walker, offered = null, shown = {}, isBusy = false, hasChosen = false, lacksStore = false;
// When each button last changed what it does, and "all" when the screen did: who taps twice meant the button before.
const fresh = {};
// What is loaded once the screen is there, or when it is wanted.
let awake, banner, end, guide, parts, session, watcher, metronome;

const reckoned = () => my.walk && reckon(my.walk.events, now());
const watchDirection = () => cueOn("direction") && watcher?.start((my.walk.verdicts ??= []));

async function begin(direction, { steps = null, plan, how } = {}) {
  cues.wake();
  guide?.hush();
  const begun = walking.start(steps ? steps[0].direction : direction, { person, who: walker?.name, steps, plan, how });
  // What the address asked for is done; the page loaded once more begins no second walk.
  address.delete("go");
  hasChosen = false;
  if (location.search) history.replaceState(null, "", location.pathname);
  watchDirection();
  navigator.storage?.persist?.();
  await begun;
  settleWhose(my.walk);
}

/** Somebody else may have signed in on this phone since the page was opened: the walk is theirs, and says so. */
async function settleWhose(walk) {
  await knowWalker();
  if (walk.person === person || walk !== my.walk) return;
  await walking.change({ person, who: walker?.name });
  show();
}

async function knowWalker() {
  person = await phone("person");
  walker = await phone(`walker ${person}`);
  if (walker) document.documentElement.dataset.theme = walker.theme;
}

function rest() {
  watcher?.stop();
  cues.hush();
  guide?.hush();
}

/** Turn now. In a guided walk the step ends here and the plan goes on from the next one. */
function turn() {
  const at = now(), seen = reckoned(), direction = seen.direction === BACKWARD ? FORWARD : BACKWARD;
  cues.wake();
  if (my.walk.steps && guide) return guide.cut(my.walk, seen), follow(at);
  if (cueOn("tones")) cues.turnTo(direction);
  return walking.add(direction, at);
}

/** Write what the plan says has happened; nothing has, as a rule. */
function follow(at) {
  const { hasTurned, endedAt } = guide.follow(my.walk, at, { aloud: document.visibilityState === "visible" });
  if (endedAt === undefined) return hasTurned ? walking.change({}) : null;
  watcher?.stop();
  return walking.stop(endedAt);
}

async function stopAt(at) {
  rest();
  if (at !== null) await walking.stop(at);
  if (my.walk) end?.refuse(my.walk);
}

function goOn() {
  cues.wake();
  watchDirection();
  return walking.add(RESUME);
}

const unlock = (isOpen) => (doing("unlock-second").disabled = !isOpen);
const actions = {
  start: () => begin(FORWARD),
  guide: () => offered && begin(FORWARD, offered),
  turn,
  pause: () => (rest(), walking.add(PAUSE)),
  resume: goOn,
  "go-forward": () => begin(FORWARD),
  "go-backward": () => begin(BACKWARD),
  stop: () => stopAt(now()),
  undo: walking.undo,
  // At home Today shows what the walk did for the week; away from home there is this screen.
  again: () => (my.done.state === "sent" ? location.assign("/") : (my.done = null)),
  discard: () => (rest(), walking.throwAway()),
  "fetch-back": walking.fetchBack,
  still: walking.stillWalking,
  "ended-then": () => stopAt(walking.lastOf(my.walk)),
  "ended-at": () => stopAt(end.endedAt(my.walk)),
  sound: () => cues.wake(),
  pocket: () => (pocket.hidden = false),
  // A pocket taps, too: what it opened closes by itself.
  "unlock-first": () => (unlock(true), setTimeout(unlock, UNLOCKED_MS, false)),
  "unlock-second": () => (unlock(false), (pocket.hidden = true)),
};

/** A tap does what the button says, unless the screen has just changed under the finger or no longer tells the truth. */
async function act(name) {
  walking.heedClock();
  const isFresh = (which) => performance.now() - fresh[which] < FRESH_MS;
  if (!(name in actions) || isBusy || isFresh("all") || isFresh(name)) return;
  if (isStale()) show();
  else await busily(actions[name]);
}

async function busily(work) {
  isBusy = true;
  try {
    await work();
  } finally {
    isBusy = false;
    show();
  }
}

document.addEventListener("click", (event) => act(event.target.closest("[data-do]")?.dataset.do));
// A switch answers to the space bar by itself; a button answers to Enter too.
doing("turn").addEventListener("keydown", (event) => event.key === "Enter" && act("turn"));

function tick() {
  walking.heedClock();
  if (!my.walk || isBusy) return;
  const written = my.walk.steps && guide && follow(now());
  if (written) return busily(() => written);
  if (isStale()) show();
  if (main.dataset.now !== "running") return;
  const seen = reckoned();
  if (my.walk.steps) guide?.soundAhead(my.walk, seen);
  if (cueOn("beat")) metronome?.fill(Date.now(), Number(choices().steps || USUAL_STEPS));
  showRunning(seen);
}

function screenOf(seen) {
  if (!my.walk) return my.done ? "done" : "idle";
  if (walking.isForgotten()) return "forgotten";
  return seen.isPaused ? "paused" : "running";
}

const isStale = () => screenOf(reckoned()) !== main.dataset.now;

function show() {
  const { walk, done } = my, seen = reckoned(), screen = screenOf(seen), before = shown;
  shown = { screen, direction: seen?.direction };
  const isNew = before.screen !== screen;
  if (before.screen && isNew) (fresh.all = performance.now()), scrollTo(0, 0);
  if (before.screen && before.direction !== shown.direction) fresh.turn = performance.now();
  if (isNew) say("ended-problem");
  showScreen(screen);
  if (walk) showWalk(walk, seen);
  if (screen === "running") showRunning(seen);
  if (done) end?.show(show);
  showThrown(my.thrown);
  if (screen === "idle" && isNew) offer();
  const who = walk ? walk.who : walker?.name;
  say("who", who && fill(words.whose, { name: who }));
  say("lacks", [!cues.canSound() && words.noSound, lacksStore && words.noStore].filter(Boolean).join(" "));
  find("kept").hidden = isLost(walk);
  awake?.stayAwake(screen === "running");
  banner?.show();
}

function showRunning(seen) {
  const { steps } = my.walk, wantsSound = (steps && (cueOn("tones") || cueOn("words"))) || cueOn("beat");
  showTime(seen, steps && guide ? guide.told(steps, seen) : walker);
  doing("sound").hidden = !wantsSound || !cues.canSound() || cues.maySound();
}

/** Offer what this phone knows to come next. What that shows is new under the finger. */
async function offer() {
  parts ??= await import("./parts.js");
  session ??= await import("./session.js");
  guide ??= await import("./guide.js");
  if (!(await parts.load(choose))) return;
  const looks = () => [find("session").hidden || find("session").textContent, doing("start").textContent], before = looks();
  offered = session.offer(address, walker, await all(), { now: Date.now(), hasChosen });
  if (main.dataset.now !== "idle") return;
  for (const [index, name] of ["guide", "start"].entries()) if (looks()[index] !== before[index]) fresh[name] = performance.now();
}

function choose(name) {
  loadTicked();
  hasChosen ||= name === "plan";
  if (hasChosen && !my.walk) offer();
}

/** Load what is ticked; away from home without a kept shell it may not come, and the walk goes on without. */
async function loadTicked() {
  if (cueOn("beat")) metronome ??= new (await import("./metronome.js")).Metronome();
  if (cueOn("direction")) watcher ??= new (await import("./direction.js")).Watcher();
}

async function look() {
  if (document.visibilityState !== "visible") return my.walk && keep(my.walk);
  cues.resume();
  await refresh();
}

/** What another page has changed, or a store that answers late knows. */
async function refresh() {
  await knowWalker();
  if (!isBusy) await walking.reread();
  if (isBusy) return;
  show();
  if (!my.walk) offer();
}

document.addEventListener("visibilitychange", look);
addEventListener("pageshow", ({ persisted }) => persisted && look());
addEventListener("storage", refresh);

/** What isn't needed to start is loaded once the screen is there, and is there when the server no longer is. */
async function loadRest() {
  await loadTicked().catch(() => undefined);
  if (my.walk) watchDirection();
  parts ??= await import("./parts.js");
  parts.load(choose).then(show);
  end = await import("./end.js");
  end.watch(show);
  awake = await import("./awake.js");
  banner = await import("./banner.js");
  (await import("./outbox.js")).watch();
  (await import("./home.js")).watch(refresh);
  lacksStore = !(await Promise.race([setPhone("opened", Date.now()), soon(PROBE_MS)]));
  show();
}

const wanted = address.get("go");
if (wanted === "repeat") location.replace("/walks/new?like=last");
// A store that does not answer keeps nobody from starting; what it knows is shown when it says so.
const recalled = Promise.all([walking.recall(), knowWalker()]);
await Promise.race([recalled.then(() => my.walk || offer()).catch(() => undefined), soon(RECALL_MS)]);
if (my.walk?.steps) guide = await import("./guide.js").catch(() => undefined);
show();
if (!my.walk && (wanted === FORWARD || (wanted === BACKWARD && walker?.offers !== "nothing"))) act(`go-${wanted}`);
setInterval(tick, TICK_MS);
loadRest();
recalled.then(() => isBusy || show());
if (!my.walk && wanted === "guide") {
  await offer();
  // What was asked for, and no week of the list.
  if (offered?.plan && (await session.maySound()) && offered?.plan && !my.walk && !isBusy) busily(actions.guide);
}

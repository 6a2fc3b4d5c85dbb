// Suggests, after a walk outdoors, what looked backward though it was logged as forward: the compass says where the phone
// points, GPS says where it goes. Only verdicts are kept, never a position. Silence is the answer to every doubt.
import { BACKWARD, clock, FORWARD, lastIn, PAUSE, reckon, RESUME, STOP, toDocument, uuid } from "./events.js";

// Below a slow walk, or beyond this accuracy, GPS makes courses out of its own errors.
const SLOWEST_M_S = 0.6, WORST_ACCURACY_M = 15;
// Two thirds of the circle decide; between them a phone held askew could mean either.
const WITH_DEG = 60, AGAINST_DEG = 120;
const LETTERS = { forward: "f", backward: "b", unsure: "?" };
// Errors of GPS last some seconds: 20 s outlive them, and a turn of the walker. Ten samples in them are the least.
const SHORTEST_MS = 20000, FEWEST = 10, AGREEMENT = 0.8;
// Samples this far apart say nothing about the time between them; a logged turn this near is the same turn.
const LONGEST_GAP_MS = 10000, SAME_TURN_MS = 5000;
// Where someone stands, GPS drifts one way for a while and then another: what is amid confusion is confusion.
const AROUND_MS = 60000, CLEAR_AROUND = 0.6, FIRST_MS = 60000;

/** "forward", "backward" or "unsure" for one sample: course and heading in degrees, speed in m/s, accuracy in m. */
export function verdict({ course, heading, speed, accuracy }) {
  if (![course, heading, speed, accuracy].every(Number.isFinite)) return "unsure";
  if (speed < SLOWEST_M_S || accuracy > WORST_ACCURACY_M) return "unsure";
  const angle = Math.abs(((course - heading + 900) % 360) - 180);
  return angle < WITH_DEG ? FORWARD : angle > AGAINST_DEG ? BACKWARD : "unsure";
}

/** The stretches [{from, to}] that were logged as forward and looked backward. */
export function suggestions(verdicts, events) {
  const clear = spansOf(events).flatMap((span) => clearIn(span, verdicts));
  if (!beginsAsLogged(clear)) return [];
  const found = clear.filter((one) => one.logged === FORWARD && one.looked === BACKWARD && isAmidClear(one, clear, verdicts));
  return found.map(({ from, to }) => ({ from, to }));
}

/** People know how they set off: if the first clear stretch or minute contradicts the log, the phone is held the other
 *  way round. */
function beginsAsLogged(clear) {
  let left = FIRST_MS, agree = 0;
  for (const { from, to, looked, logged } of clear) {
    const ms = Math.min(left, to - from);
    agree += looked === logged ? ms : -ms;
    left -= ms;
  }
  return agree > 0 && clear[0].looked === clear[0].logged;
}

function isAmidClear({ from, to }, clear, verdicts) {
  const near = verdicts.filter(([at]) => at >= from - AROUND_MS && at <= to + AROUND_MS);
  return near.filter(([at]) => clear.some((one) => at >= one.from && at <= one.to)).length >= CLEAR_AROUND * near.length;
}

/** What was walked in one direction without a pause. */
function spansOf(events) {
  const spans = [];
  let direction = null, paused = false;
  events.forEach(([at, kind], index) => {
    if (kind === FORWARD || kind === BACKWARD) direction = kind;
    if (kind === PAUSE || kind === RESUME) paused = kind === PAUSE;
    const to = events[index + 1]?.[0] ?? at;
    if (!paused && kind !== STOP && to > at) spans.push({ logged: direction, from: at, to });
  });
  return spans;
}

function clearIn(span, verdicts) {
  const samples = verdicts.filter(([at]) => at >= span.from && at <= span.to);
  const both = [FORWARD, BACKWARD].flatMap((looked) =>
    stretchesOf(samples, LETTERS[looked]).map(({ from, to }) => ({ ...snapped(span, from, to), looked, logged: span.logged })));
  return both.sort((one, other) => one.from - other.from);
}

/** Runs of one letter, joined as long as at least 80 % of all samples between their ends agree: the undecided ones count
 *  against it, because someone who walks straight backward outdoors gives few of them, and someone who stands gives many. */
function stretchesOf(samples, letter) {
  const found = [];
  samples.forEach(([at, seen], index) => {
    if (seen !== letter) return;
    let run = { from: at, to: at, first: index, last: index, agree: 1 };
    while (found.length && joins(lastIn(found), run)) {
      const before = found.pop();
      run = { ...run, from: before.from, first: before.first, agree: before.agree + run.agree };
    }
    found.push(run);
  });
  return found.filter((run) => run.to - run.from >= SHORTEST_MS && run.agree >= FEWEST);
}

const joins = (one, other) =>
  other.from - one.to <= LONGEST_GAP_MS && one.agree + other.agree >= AGREEMENT * (other.last - one.first + 1);

const snapped = (span, from, to) => ({
  from: from - span.from <= SAME_TURN_MS ? span.from : from,
  to: span.to - to <= SAME_TURN_MS ? span.to : to,
});

/** The events of a stopped walk with one stretch turned to backward. */
export function mark(events, from, to) {
  const isTurn = ([, kind]) => kind === FORWARD || kind === BACKWARD;
  const after = reckon(events.filter(([at]) => at <= to), to).direction;
  const kept = events.filter((event) => !isTurn(event) || event[0] < from || event[0] > to);
  const turns = to < lastIn(events)[0] ? [[from, BACKWARD], [to, after]] : [[from, BACKWARD]];
  return [...kept, ...turns].sort((one, other) => one[0] - other[0] || (one[1] === STOP) - (other[1] === STOP));
}

/** The verdicts without those of a stretch that somebody has answered. */
export const without = (verdicts, { from, to }) => verdicts.filter(([at]) => at < from || at > to);

// A course from positions needs some way between them; their errors are alike over such a time and cancel.
const WAY_MS = 8000, LOOK_BACK_MS = 10500, EVERY_MS = 900, STALE_MS = 3000, M_PER_DEG = 111195;
// Unit vectors of headings add up to this much of their number when they lie within some 25 degrees of each other.
const STEADY = 0.9;
const radians = (degrees) => (degrees * Math.PI) / 180;
const degrees = (x, y) => ((Math.atan2(x, y) * 180) / Math.PI + 360) % 360;

/** Watches compass and position during a walk and gives verdicts [[time, "f" | "b" | "?"]]. */
export class Watcher {
  verdicts = [];
  #ending = null;
  #fixes = [];
  #headings = [];

  /** Has to be called from a tap, and asks. Whether it watches now; the verdicts go into the list that it is given. */
  async start(verdicts = []) {
    this.stop();
    this.verdicts = verdicts;
    this.#ending = new AbortController();
    const { signal } = this.#ending;
    const compass = globalThis.DeviceOrientationEvent;
    if (!compass || !navigator.geolocation) return false;
    // `true` asks for the compass too, where the browser tells the two apart.
    const allowed = compass.requestPermission ? await compass.requestPermission(true).catch(() => "denied") : "granted";
    if (allowed !== "granted" || signal.aborted) return false;
    const name = "ondeviceorientationabsolute" in globalThis ? "deviceorientationabsolute" : "deviceorientation";
    addEventListener(name, (event) => this.#turned(event), { signal });
    const options = { enableHighAccuracy: true, maximumAge: 0 };
    const id = navigator.geolocation.watchPosition(({ coords }) => this.#moved(coords), (error) => error.code === 1 && this.stop(), options);
    signal.addEventListener("abort", () => navigator.geolocation.clearWatch(id));
    return true;
  }

  /** Watches no more, and forgets the last positions. */
  stop() {
    this.#ending?.abort();
    this.#fixes = [];
    this.#headings = [];
  }

  #turned({ webkitCompassHeading, webkitCompassAccuracy, absolute, alpha }) {
    // An iPhone whose compass knows nothing says an accuracy of -1; an alpha that is not absolute has no north.
    const heading = webkitCompassAccuracy < 0 ? null : (webkitCompassHeading ?? (absolute && alpha !== null ? 360 - alpha : null));
    if (Number.isFinite(heading)) this.#headings.push({ now: Date.now(), x: Math.sin(radians(heading)), y: Math.cos(radians(heading)) });
  }

  #moved({ latitude, longitude, accuracy, heading, speed }) {
    const now = Date.now(), last = lastIn(this.#fixes);
    if (last && now - last.now < EVERY_MS) return;
    this.#fixes = [...this.#fixes.filter((old) => now - old.now <= LOOK_BACK_MS), { now, latitude, longitude, accuracy }];
    this.#headings = this.#headings.filter((old) => now - old.now <= LOOK_BACK_MS);
    const hasCourse = Number.isFinite(heading) && heading >= 0 && Number.isFinite(speed);
    const sample = hasCourse ? { course: heading, speed, accuracy } : way(this.#fixes);
    // The heading is the mean of the time in which the course was made: a turn on the way makes it unsteady, so unsure.
    const since = hasCourse ? Math.min(last?.now ?? 0, now - EVERY_MS) : sample.since;
    this.verdicts.push([now, LETTERS[verdict({ ...sample, heading: this.#heading(now, since) })]]);
  }

  #heading(now, since) {
    // A phone that lies still sends no events: the last one holds for a moment.
    const during = this.#headings.filter((one) => one.now > since);
    const used = during.length ? during : this.#headings.slice(-1).filter((one) => now - one.now <= STALE_MS);
    const x = used.reduce((all, one) => all + one.x, 0), y = used.reduce((all, one) => all + one.y, 0);
    return Math.hypot(x, y) < STEADY * used.length || !used.length ? null : degrees(x, y);
  }
}

/** Course and speed from the position some seconds ago to the last one; no course where the way is less than the error. */
function way(fixes) {
  const now = lastIn(fixes), before = fixes[0], ms = now.now - before.now;
  if (ms < WAY_MS) return {};
  const x = (now.longitude - before.longitude) * M_PER_DEG * Math.cos(radians(now.latitude));
  const y = (now.latitude - before.latitude) * M_PER_DEG, metres = Math.hypot(x, y), accuracy = Math.max(now.accuracy, before.accuracy);
  return { course: metres > accuracy / 2 ? degrees(x, y) : null, speed: (metres / ms) * 1000, accuracy, since: before.now };
}

/** Ask in the fragment about what looked backward in a walk that is over, or hide it. `change` gets the walk after an
 *  answer, with the verdicts about which nothing was said yet; one that was marked is another walk. */
export function ask(box, walk, change) {
  const { events, verdicts } = walk;
  const found = suggestions(verdicts, events);
  box.hidden = !found.length;
  // The same again would take away the button under the finger.
  const asked = JSON.stringify([found, events]);
  if (box.dataset.asked === asked) return;
  box.dataset.asked = asked;
  const answer = (one, isBackward) => change({ ...(isBackward ? marked(walk, one) : walk), verdicts: without(verdicts, one) });
  const hadFocus = box.contains(document.activeElement), list = box.querySelector("[data-suggestions]");
  list.replaceChildren(...found.map((one) => suggestion(box, one, events, answer)));
  if (hadFocus) list.querySelector("button")?.focus();
}

function marked(walk, { from, to }) {
  const other = { ...walk, id: uuid(), state: "waiting", version: 0, events: mark(walk.events, from, to) };
  return { ...other, document: toDocument(other) };
}

function suggestion(box, one, events, answer) {
  const part = box.querySelector("template").content.cloneNode(true), words = part.querySelector("p");
  const walked = (at) => clock(reckon(events.filter(([time]) => time <= at), at).ms);
  words.id = `looked-${one.from}`;
  words.textContent = box.dataset.looked.replace("{from}", walked(one.from)).replace("{to}", walked(one.to));
  for (const button of part.querySelectorAll("button")) {
    button.setAttribute("aria-describedby", words.id);
    button.addEventListener("click", () => answer(one, "mark" in button.dataset));
  }
  return part;
}

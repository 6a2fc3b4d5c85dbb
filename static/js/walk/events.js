// A walk as a list of events, [time in ms, kind]. Every figure is a difference of their times, never a count of ticks:
// a phone that slept in between has lost nothing.
export const FORWARD = "forward", BACKWARD = "backward", PAUSE = "pause", RESUME = "resume", STOP = "stop";
// As many as webapp/domain/walks.py lets a walk have.
const MOST_STRETCHES = 500;
/** The last one of a list; Array.at is missing before iOS 15.4. */
export const lastIn = (list) => list[list.length - 1];
const isTurn = (kind) => kind === FORWARD || kind === BACKWARD;

/** What the events say at a time: the direction, whether it is paused or stopped, and the stretches in ms. */
export function reckon(events, now) {
  const walk = { direction: null, isPaused: false, isStopped: false, stretches: [], startedAt: events[0]?.[0] ?? now };
  let since = null;
  const close = (at) => {
    if (since !== null) lastIn(walk.stretches).ms += Math.max(0, at - since);
    since = null;
  };
  for (const [at, kind] of events) {
    close(at);
    if (isTurn(kind)) {
      walk.direction = kind;
      walk.stretches.push({ direction: kind, ms: 0 });
    }
    if (kind === PAUSE) walk.isPaused = true;
    if (kind === RESUME) walk.isPaused = false;
    if (kind === STOP) walk.isStopped = true;
    if (!walk.isPaused && !walk.isStopped) since = at;
  }
  close(now);
  walk.ms = sum(walk.stretches);
  walk.forwardMs = sum(walk.stretches.filter((one) => one.direction === FORWARD));
  walk.backwardMs = walk.ms - walk.forwardMs;
  walk.stretchMs = lastIn(walk.stretches)?.ms ?? 0;
  return walk;
}

const sum = (stretches) => stretches.reduce((all, one) => all + one.ms, 0);

/** A stopped walk as the server's API takes it. Seconds are rounded so that their sum is the walk's. `how` has more
 *  fields for each stretch backward, the last ones for all that follow. By `skew` ms the clock was set since the start:
 *  of two starts the earlier one counts, because none may still be to come. */
export function toDocument({ id, zone, events, plan, how, skew = 0 }) {
  const walk = reckon(events, lastIn(events)[0]);
  let ms = 0, seconds = 0, backward = 0;
  const segments = walk.stretches.map((one) => {
    const until = Math.round((ms += one.ms) / 1000);
    const segment = { mode: `${one.direction}_walk`, seconds: until - seconds };
    seconds = until;
    return segment;
  });
  const walked = joined(segments.filter((one) => one.seconds > 0));
  for (const one of walked) if (how && one.mode.startsWith(BACKWARD)) Object.assign(one, how[backward++] ?? lastIn(how));
  return { id, started_at: withOffset(new Date(walk.startedAt + Math.min(0, skew))), time_zone: zone, segments: fewer(walked), plan };
}

/** Neighbours of one mode are one segment: a pause between them is not walked. */
function joined(segments) {
  const whole = [];
  for (const one of segments) {
    if (lastIn(whole)?.mode === one.mode) lastIn(whole).seconds += one.seconds;
    else whole.push(one);
  }
  return whole;
}

/** No more stretches than a diary takes: the shortest one is walked with the next of its direction, and those around it
 *  are one. So no second is lost, neither in all nor backward. */
function fewer(segments) {
  let whole = segments;
  while (whole.length > MOST_STRETCHES) {
    const shortest = whole.findIndex(({ seconds }) => seconds === Math.min(...whole.map((one) => one.seconds)));
    const near = whole[shortest + 2] ?? whole[shortest - 2];
    near.seconds += whole[shortest].seconds;
    whole = joined(whole.filter((_, index) => index !== shortest));
  }
  return whole;
}

function withOffset(date) {
  const ahead = -date.getTimezoneOffset(), two = (number) => String(Math.floor(Math.abs(number))).padStart(2, "0");
  const local = new Date(date.getTime() + ahead * 60000).toISOString().slice(0, 19);
  return `${local}${ahead < 0 ? "-" : "+"}${two(ahead / 60)}:${two(ahead % 60)}`;
}

/** "4:09", or "1:04:09" past an hour. */
export function clock(ms) {
  const seconds = Math.floor(ms / 1000), two = (number) => String(number).padStart(2, "0");
  const hours = Math.floor(seconds / 3600), minutes = Math.floor(seconds / 60) % 60;
  return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** A random UUID; crypto.randomUUID is missing on plain http. */
export function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

// Finished walks on their way home. A walk is sent only to the server that this phone belongs to, after that server has
// said its name; whatever goes wrong, it stays here and says so. No walk stands in the way of another one.
import { all, keep, phone, setPhone } from "./store.js";

const PATIENCE_MS = 2500, EVERY_MS = 30000, LONGEST_REST_MS = 15 * 60000, OURS = "waiting taken-back";
const rests = new Map();
let busy = null, hasAsked = false;
/** Whether a server answers here that this phone does not know. */
export let isAnother = false;

/** Send what waits, once at a time. `now` true asks at once, after a tap. */
export async function send({ now = false } = {}) {
  // A tap is not answered by an attempt that began before there was anything to send.
  if (now) await busy;
  busy ??= attempt(now).finally(() => {
    busy = null;
    document.dispatchEvent(new CustomEvent("backstride:outbox"));
  });
  return busy;
}

async function attempt(now, mayAsk = now || !hasAsked) {
  const isDue = (id) => now || !(Date.now() < rests.get(id)?.until);
  const waiting = (await all()).filter(({ id, state }) => (OURS.includes(state) || (now && state === "refused")) && isDue(id));
  if (!waiting.length || !isDue("all")) return;
  if (!(await isHome())) return rest("all");
  // What went wrong before is tried last.
  waiting.sort((one, other) => (rests.get(one.id)?.ms ?? 0) - (rests.get(other.id)?.ms ?? 0));
  let lacksKey = false;
  for (const walk of waiting) {
    const status = await handOver(walk);
    if (!status) return rest("all");
    lacksKey ||= status === 401;
  }
  rests.delete("all");
  await (await import("./tidy.js")).tidy();
  // This page may not know that somebody is signed in: the server does, and gives them a new key.
  if (lacksKey && mayAsk) {
    hasAsked = true;
    if (await (await import("./pairing.js")).pair()) await attempt(now, false);
  } else if (!(await phone("person"))) await (await import("./pairing.js")).forgetAll();
}

function rest(id) {
  const ms = Math.min((rests.get(id)?.ms ?? EVERY_MS / 2) * 2, LONGEST_REST_MS);
  rests.set(id, { ms, until: Date.now() + ms });
}

/** Whether the server that answers here is the one that this phone was paired with. */
async function isHome() {
  const said = await (await ask("/api/ping", { cache: "no-store" }))?.json().catch(() => null), paired = await phone("instance");
  isAnother = Boolean(said?.instance && paired && paired !== said.instance);
  return Boolean(said?.instance) && !isAnother;
}

/** The status that a walk was answered with; none where it was not Backstride that answered. */
async function handOver(walk) {
  const name = await keyName(walk), token = await phone(name);
  const answer = token ? await heard(walk, await (walk.state === "taken-back" ? drop : post)(walk, token)) : { status: 401 };
  if (!answer || answer.status >= 500 || answer.status === 429) return rest(walk.id), answer?.status;
  if (answer.status === 401) await forget(name, token);
  // A phone may give its zone a name that the server does not know: then the person's own is meant.
  if (answer.said?.errors?.some(({ field }) => field === "time_zone") && delete walk.document.time_zone) return handOver(walk);
  await note(walk, answer);
  return answer.status;
}

/** What Backstride says to a walk: it names the walk, or the problem. A hotel's Wi-Fi answers 200 to everything. */
async function heard(walk, answer) {
  if (!answer || (answer.status === 204 && walk.state === "taken-back")) return answer;
  const { status } = answer, said = await answer.json().catch(() => null);
  return status >= 500 || (answer.ok ? said?.id === walk.id : said?.status === status) ? { status, ok: answer.ok, said, date: answer.headers.get("Date") } : null;
}

const post = (walk, token) =>
  ask("/api/v1/walks", { method: "POST", headers: { "Content-Type": "application/json", ...withKey(token) }, body: JSON.stringify(walk.document) });

/** Put a walk whose Stop was undone into the bin at home; one that never arrived there is gone already. */
const drop = (walk, token) => ask(`/api/v1/walks/${walk.id}`, { method: "DELETE", headers: withKey(token) });

const withKey = (token) => ({ Authorization: `Bearer ${token}` });

/** Where the key of the person who walked is kept: two people may share a phone. At first it was nobody's. */
const keyName = async (walk) => `token ${walk.person ?? (await phone("person"))}`;

/** Whether a walk that is not there for this key is in the diary all the same: it arrived by a key before. */
const isLeft = async (walk, status) =>
  walk.state === "taken-back" && status === 404 && walk.doneAt && !(await (await import("./takeback.js")).throwAtHome(walk));

async function note(walk, { status, ok, said, date }) {
  const isGone = walk.state === "taken-back" && (ok || status === 404), isEarly = said?.errors?.some(({ reason }) => reason === "in_the_future");
  if (await isLeft(walk, status)) Object.assign(walk, { state: "sent", doneAt: Date.now(), problem: "still-there" });
  else if (isGone) Object.assign(walk, { state: "undone", doneAt: Date.now() });
  else if (ok) Object.assign(walk, { state: "sent", doneAt: Date.now(), problem: null });
  else if (status === 401) walk.problem = "signed-out";
  // It is over by this phone's clock: one of the two clocks is wrong, and what is right today is taken tomorrow.
  else if (isEarly && walk.events[walk.events.length - 1][0] <= Date.now()) rest(walk.id), Object.assign(walk, { state: "waiting", problem: "clock", date });
  else Object.assign(walk, { state: "refused", problem: said.errors?.map(({ detail }) => detail).join(" ") || said.detail });
  await keep(walk);
}

/** A key that was taken away is forgotten, so that the next signed-in page fetches a new one; a newer one stays, also
 *  one that arrives in this moment where there was none. */
async function forget(name, token) {
  if (token && (await phone(name)) === token) await setPhone(name, undefined);
}

const ask = (path, options) => answerTo(path, { ...options, credentials: "omit" });

/** What a server answers; null where nothing came in time. An iPhone with iOS 15 has no AbortSignal.timeout. */
export function answerTo(path, options, ms = PATIENCE_MS) {
  const ending = new AbortController();
  setTimeout(() => ending.abort(), ms);
  return fetch(path, { ...options, signal: ending.signal }).catch(() => null);
}

/** Send on every occasion: the page shown, visible again, every half minute, the network back. */
export function watch() {
  const visible = () => document.visibilityState === "visible" && send();
  // Whoever looks at the phone may just have come home: no rest is meant for them.
  const shown = () => (rests.delete("all"), visible());
  addEventListener("pageshow", shown);
  addEventListener("online", shown);
  document.addEventListener("visibilitychange", shown);
  setInterval(visible, EVERY_MS);
  send();
}

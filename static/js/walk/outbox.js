// Finished walks on their way home. A walk is sent only to the server that this phone belongs to, after that server has
// said its name; whatever goes wrong, it stays here and says so.
import { all, keep, phone, setPhone, tidy } from "./store.js";

const PATIENCE_MS = 2500, EVERY_MS = 30000, LONGEST_REST_MS = 15 * 60000;
let busy = null, restUntil = 0, restMs = 0;

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

async function attempt(now) {
  const waiting = (await all()).filter(({ state }) => state === "waiting" || state === "taken-back" || (now && state === "refused"));
  if (!waiting.length || (!now && Date.now() < restUntil)) return;
  const home = await isHome();
  if (!home) return rest();
  for (const walk of waiting) {
    const name = await keyName(walk), token = await phone(name);
    const answer = token ? await (walk.state === "taken-back" ? drop : post)(walk, token) : { status: 401 };
    if (!answer || answer.status >= 500) return rest();
    await note(walk, answer);
    if (answer.status === 401) return forget(name, token);
  }
  restMs = restUntil = 0;
  await tidy(Date.now());
}

function rest() {
  restMs = Math.min(restMs ? restMs * 2 : EVERY_MS, LONGEST_REST_MS);
  restUntil = Date.now() + restMs;
}

/** Whether the server that answers here is the one that this phone was paired with. */
async function isHome() {
  const answer = await ask("/api/ping", { cache: "no-store" });
  const said = answer?.ok ? await answer.json().catch(() => null) : null;
  const paired = await phone("instance");
  return Boolean(said?.instance) && (!paired || paired === said.instance);
}

const post = (walk, token) =>
  ask("/api/v1/walks", { method: "POST", headers: { "Content-Type": "application/json", ...withKey(token) }, body: JSON.stringify(walk.document) });

/** Put a walk whose Stop was undone into the bin at home; one that never arrived there is gone already. */
const drop = (walk, token) => ask(`/api/v1/walks/${walk.id}`, { method: "DELETE", headers: withKey(token) });

const withKey = (token) => ({ Authorization: `Bearer ${token}` });

/** Where the key of the person who walked is kept: two people may share a phone. At first it was nobody's. */
const keyName = async (walk) => `token ${walk.person ?? (await phone("person"))}`;

async function note(walk, answer) {
  const isGone = walk.state === "taken-back" && (answer.ok || answer.status === 404);
  if (isGone) Object.assign(walk, { state: "undone", doneAt: Date.now() });
  else if (answer.ok) Object.assign(walk, { state: "sent", doneAt: Date.now(), problem: null });
  else if (answer.status === 401) walk.problem = "signed-out";
  else Object.assign(walk, { state: "refused", problem: (await answer.json().catch(() => ({}))).detail ?? String(answer.status) });
  await keep(walk);
}

/** A key that was taken away is forgotten, so that the next signed-in page fetches a new one; a newer one stays, also
 *  one that arrives in this moment where there was none. */
async function forget(name, token) {
  if (token && (await phone(name)) === token) await setPhone(name, undefined);
}

const ask = (path, options) =>
  fetch(path, { ...options, credentials: "omit", signal: AbortSignal.timeout(PATIENCE_MS) }).catch(() => null);

/** Give this phone its own key and the name of its server, while somebody is signed in here; whether it is new. */
export async function pair(person) {
  await setPhone("person", person);
  if (await phone(`token ${person}`)) return false;
  const answer = await fetch("/phone", { method: "POST", signal: AbortSignal.timeout(PATIENCE_MS) }).catch(() => null);
  if (!answer?.ok) return false;
  const { token, instance } = await answer.json();
  await setPhone("instance", instance);
  await setPhone(`token ${person}`, token);
  return true;
}

/** Send on every occasion: the page shown, visible again, every half minute, the network back. */
export function watch() {
  const visible = () => document.visibilityState === "visible" && send();
  // Whoever looks at the phone may just have come home: no rest is meant for them.
  const shown = () => ((restUntil = 0), visible());
  addEventListener("pageshow", shown);
  addEventListener("online", shown);
  document.addEventListener("visibilitychange", shown);
  setInterval(visible, EVERY_MS);
  send();
}


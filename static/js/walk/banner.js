// What waits on this phone, shown on every page; the phone's own key; and the shell that starts without the server.
import { isAnother, send, watch } from "./outbox.js";
import { counted } from "./plural.js";
import { phone, unsent } from "./store.js";

const box = document.querySelector("[data-outbox]"), find = (name) => box.querySelector(`[data-outbox-${name}]`);
// Few need the rest at once, but on plain http nothing of it can be fetched away from home.
const rest = box && import("./waiting.js").then(({ fill }) => fill(box)).catch(() => null);

/** Show how many walks wait, or nothing. */
export async function show() {
  if (!box) return;
  const waiting = await unsent(), person = await phone("person");
  const isMine = (walk) => !walk.person || walk.person === (document.body.dataset.person ?? person);
  box.hidden = find("send").hidden = waiting.length === 0;
  navigator.setAppBadge?.(waiting.length).catch(() => undefined);
  const more = await rest, mine = more ? waiting.filter(isMine) : waiting, words = more?.dataset ?? {};
  const counts = [count(mine.length, words.mine), count(waiting.length - mine.length, words.others)];
  find("words").textContent = [...counts, words[problemOf(waiting, person)]].filter(Boolean).join(" ");
  // What another person walked is theirs to see.
  more?.show(mine, isMine);
}

/** How many there are; as a bare number where the words did not come. */
const count = (number, forms) => number && (forms ? counted(JSON.parse(forms), number) : number);

function problemOf(waiting, person) {
  const signedOut = waiting.filter(({ problem }) => problem === "signed-out");
  if (waiting.some(({ state }) => state === "refused")) return "look";
  if (isAnother) return "another";
  return signedOut.some((walk) => !walk.person || walk.person === person) ? "signedOut" : signedOut.length ? "theirs" : "";
}

/** Ask for the shell anew once pages come in another language: a browser looks for a new worker in its own time. */
async function keepLanguage(registration) {
  const kept = await caches.match("/walk");
  if (kept && kept.headers.get("Content-Language") !== document.documentElement.lang) await registration.update();
}

box && find("send").addEventListener("click", () => send({ now: true }));
document.addEventListener("backstride:outbox", show);
navigator.serviceWorker?.register("/sw.js").then(keepLanguage).catch(() => undefined);
self.caches?.has("recordings").then((are) => are && import("./recordings.js"));
const { person } = document.body.dataset;
// A key that is new may be what the walks were waiting for.
if (person) import("./pairing.js").then(({ meet }) => meet(document.body.dataset)).then((isNew) => isNew && send({ now: true }));
if (!document.querySelector("[data-now]")) watch();
show();

// What waits on this phone, shown on every page; the phone's own key; and the shell that starts without the server.
import { pair, send, watch } from "./outbox.js";
import { unsent } from "./store.js";

const box = document.querySelector("[data-outbox]");

/** Show how many walks wait, or nothing. */
export async function show() {
  if (!box) return;
  const waiting = await unsent();
  box.hidden = waiting.length === 0;
  navigator.setAppBadge?.(waiting.length).catch(() => undefined);
  if (box.hidden) return;
  const { one, many, signedOut, look } = box.dataset;
  const problem = waiting.some((walk) => walk.state === "refused") ? look : waiting.some((walk) => walk.problem === "signed-out") ? signedOut : "";
  const count = waiting.length === 1 ? one : many.replace("{count}", waiting.length);
  box.querySelector("[data-outbox-words]").textContent = `${count} ${problem}`;
  box.querySelector("[data-outbox-text]").textContent = JSON.stringify(waiting.map((walk) => walk.document), null, 1);
  drawCodes();
}

const codes = box?.querySelector("[data-outbox-codes]");
/** The codes are made by a script that is fetched when somebody wants to see them. */
async function drawCodes() {
  if (!codes.open) return;
  const { showCodes } = await import("./codes.js");
  showCodes(codes, (await unsent()).map((walk) => walk.document));
}

codes?.addEventListener("toggle", drawCodes);
box?.querySelector("[data-outbox-send]").addEventListener("click", () => send({ now: true }));
document.addEventListener("backstride:outbox", show);
navigator.serviceWorker?.register("/sw.js").catch(() => undefined);
self.caches?.has("recordings").then((are) => are && import("./recordings.js"));
const { person } = document.body.dataset;
// A key that is new may be what the walks were waiting for.
if (person) pair(person).then((isNew) => isNew && send({ now: true }));
if (!document.querySelector("[data-now]")) watch();
show();

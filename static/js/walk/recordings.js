// Recordings that were shared to the app away from home. They wait in a cache of their own, each under the person whose
// phone it was then; the first page that this person opens at home imports them, one by one, and says what became of
// each. One that was shared while nobody was known here waits for somebody to say that it is theirs.
const CACHE = "recordings";
const box = document.querySelector("[data-recordings]"), ask = box?.querySelector("[data-recordings-mine]");
const { person, instance } = document.body.dataset;
const ownerOf = ({ url }) => /\/import\/([^/]+)\/\d+\/[^/]+$/.exec(url)?.[1] ?? "nobody";

async function look() {
  const waiting = await (await caches.open(CACHE)).keys(), nobodys = waiting.filter((one) => ownerOf(one) === "nobody");
  const mine = waiting.filter((one) => ownerOf(one) === person);
  box.hidden = !(person ? mine.length + nobodys.length : waiting.length);
  ask.hidden = !person || !nobodys.length;
  await importAll(mine);
}

async function importAll(recordings) {
  const cache = await caches.open(CACHE);
  for (const request of person ? recordings : []) if (!(await importOne(cache, request))) return;
  if (!(await cache.keys()).length) await caches.delete(CACHE);
}

/** Whether the server has said what became of it, be it that it is no recording: only then it is forgotten here. */
async function importOne(cache, request) {
  const form = new FormData(), name = decodeURIComponent(request.url.split("/").pop());
  form.append("file", await (await cache.match(request)).blob(), name);
  // Who shared it wanted it here; nobody is there now to say so once more.
  form.append("at_once", "1");
  const answer = await fetch("/import", { method: "POST", body: form }).catch(() => null);
  if (!answer || ![200, 413, 422].includes(answer.status)) return false;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html"), from = page.body.dataset;
  // A hotel's Wi-Fi answers too, and somebody else may have signed in meanwhile.
  if (!instance || from.instance !== instance || from.person !== person) return false;
  const asks = page.querySelector("#import-questions, #import-columns");
  const told = [...page.querySelectorAll("#import-report .report, #import-restored, #file-problem")];
  const lines = told.filter((line) => !line.closest("#import-questions"));
  // On the way to the sign-in nothing is told, and a large file is read for a while.
  if (!lines.length && !asks && !page.querySelector("#import")) return false;
  box.append(...lines);
  if (asks || !lines.length) box.append(leadTo(answer.url, name, asks));
  box.querySelector("[data-recordings-words]").textContent = box.dataset.imported;
  await cache.delete(request);
  return true;
}

/** The name of a recording, with the way to what only its person can tell of it. */
function leadTo(address, name, asks) {
  const line = document.createElement("p"), link = document.createElement("a");
  Object.assign(link, { href: address, className: "button plain small", textContent: box.dataset.asks });
  line.append(name, ...(asks ? [link] : []));
  return line;
}

async function claim() {
  ask.hidden = true;
  await importAll((await (await caches.open(CACHE)).keys()).filter((one) => ownerOf(one) === "nobody"));
}

if (box) {
  ask.addEventListener("click", claim);
  look();
}

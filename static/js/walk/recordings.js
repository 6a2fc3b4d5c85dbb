// Recordings that were shared to the app away from home. They wait in a cache of their own; the first page that somebody
// who is signed in opens at home imports them, one by one, and says what became of each.
const CACHE = "recordings";
const box = document.querySelector("[data-recordings]");

async function importAll() {
  const cache = await caches.open(CACHE), waiting = await cache.keys();
  box.hidden = !waiting.length;
  if (document.body.dataset.person) for (const request of waiting) if (!(await importOne(cache, request))) return;
  if (!(await cache.keys()).length) await caches.delete(CACHE);
}

/** Whether the server has said what became of it, be it that it is no recording: only then it is forgotten here. */
async function importOne(cache, request) {
  const form = new FormData(), name = decodeURIComponent(request.url.split("/").pop());
  form.append("file", await (await cache.match(request)).blob(), name);
  const answer = await fetch("/import", { method: "POST", body: form }).catch(() => null);
  if (!answer || answer.redirected || ![200, 413, 422].includes(answer.status)) return false;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  box.append(...page.querySelectorAll("#import-report .report, #file-problem"));
  box.querySelector("[data-recordings-words]").textContent = box.dataset.imported;
  await cache.delete(request);
  return true;
}

if (box) importAll();

// The shell of the walk screen lives on the phone: it is answered from there first, server or not. Everything else
// comes from the server, or else the page that says one is away from home. A recording that is shared away from home is
// kept until a page is shown at home.
const CACHE = `backstride-${VERSION}`, PATIENCE_MS = 2500, LONGEST_MS = 20000, DATABASE_MS = 1000;

addEventListener("install", (event) => {
  const fresh = SHELL.map((address) => new Request(address, { cache: "reload" }));
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(fresh)).then(() => skipWaiting()));
});

addEventListener("activate", (event) => {
  const clean = async () => {
    for (const name of await caches.keys()) if (name.startsWith("backstride-") && name !== CACHE) await caches.delete(name);
    await clients.claim();
  };
  event.waitUntil(clean());
});

addEventListener("fetch", (event) => {
  const { request } = event, address = new URL(request.url);
  if (request.method === "POST" && address.pathname === "/import/share") event.respondWith(shared(request));
  if (request.method !== "GET" || address.origin !== location.origin || address.pathname.startsWith("/api/")) return;
  if (request.headers.has("HX-Request")) return;
  // Other pages name their files with the content's hash, and are newer than what is kept here for the shell.
  if (SHELL.includes(address.pathname) && !address.searchParams.has("v")) event.respondWith(fromPhone(request, address.pathname));
  else if (request.mode === "navigate") event.respondWith(fromServer(request));
});

async function fromPhone(request, path) {
  return (await keptPage(path)) ?? fetch(request);
}

const keptPage = async (path) => (await caches.open(CACHE)).match(path);
const after = (ms, value) => new Promise((resolve) => setTimeout(resolve, ms, value));

/** The page, however slowly it arrives once it has begun; only its beginning is waited for. */
async function fromServer(request) {
  const answer = fetch(request).catch(() => "/offline"), path = await Promise.race([answer, givenUp()]);
  return typeof path === "string" ? ((await keptPage(path)) ?? Response.error()) : path;
}

/** Which page is shown when no answer begins: a server that still says its name is slow, not far away. */
async function givenUp() {
  await after(PATIENCE_MS / 2);
  if (!(await isHome(PATIENCE_MS / 2))) return "/offline";
  return after(LONGEST_MS, "/slow");
}

/** Keep what is shared where it can't be sent, under whose it is; at home it is imported at once. */
async function shared(request) {
  const copy = request.clone(), answer = (await isHome(PATIENCE_MS)) && (await fetch(request).catch(() => null));
  if (answer) return answer;
  const cache = await caches.open("recordings"), person = (await known("person")) ?? "nobody";
  for (const file of (await copy.formData()).getAll("file")) {
    // Whoever shares the same once more has it once; another one of the same name is another one.
    await cache.put(`/import/${person}/${file.size}/${encodeURIComponent(file.name)}`, new Response(file));
  }
  return Response.redirect("/offline", 303);
}

/** Whether this phone's own server answers: the sign-in page of a hotel's Wi-Fi answers to everything. */
async function isHome(ms) {
  const ending = new AbortController();
  after(ms).then(() => ending.abort());
  const answer = await fetch("/api/ping", { cache: "no-store", signal: ending.signal }).catch(() => null);
  const said = await answer?.json().catch(() => null), paired = await known("instance");
  return Boolean(said?.instance) && (!paired || paired === said.instance);
}

/** What the pages of this phone know, from where store.js keeps it. */
function known(name) {
  const asked = new Promise((resolve) => {
    const request = indexedDB.open("backstride");
    request.onerror = () => resolve(undefined);
    // Nothing was kept yet, and making it is for the pages.
    request.onupgradeneeded = () => request.transaction.abort();
    request.onsuccess = () => {
      const found = request.result.transaction("phone").objectStore("phone").get(name);
      found.onsuccess = () => (request.result.close(), resolve(found.result));
    };
  });
  return Promise.race([asked, after(DATABASE_MS)]);
}

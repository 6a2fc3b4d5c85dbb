// The shell of the walk screen lives on the phone: it is answered from there first, server or not. Everything else
// comes from the server, within a moment, or else the page that says one is away from home. A recording that is shared
// away from home is kept until a page is shown at home.
const CACHE = `backstride-${VERSION}`, PATIENCE_MS = 2500;

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
  const kept = await (await caches.open(CACHE)).match(path);
  return kept ?? fetch(request);
}

async function fromServer(request) {
  try {
    return await fetch(request, { signal: AbortSignal.timeout(PATIENCE_MS) });
  } catch {
    return (await (await caches.open(CACHE)).match("/offline")) ?? Response.error();
  }
}

async function shared(request) {
  if (await isThere()) return fetch(request);
  const cache = await caches.open("recordings");
  for (const file of (await request.formData()).getAll("file")) {
    // Whoever shares the same once more has it once; another one of the same name is another one.
    await cache.put(`/import/${file.size}/${encodeURIComponent(file.name)}`, new Response(file));
  }
  return Response.redirect("/offline", 303);
}

const isThere = () =>
  fetch("/api/ping", { cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS) }).then(({ ok }) => ok, () => false);

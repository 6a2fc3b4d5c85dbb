// Walks on this phone. Each is written twice: at once to localStorage, which can't be late, and to IndexedDB, which the
// browser keeps longer. Reading joins both; of two copies the one that knows more counts. Nothing unsent is deleted.
// What both refuse is known to this page alone, which has to say so.
export const PREFIX = "backstride.walk.", FACTS = "backstride.phone.";
const CHOICES = "backstride.choices";
// A browser that has not opened IndexedDB by then may never do so: localStorage has to do.
const PATIENCE_MS = 1000;
const here = new Map();

let opening = null;
/** IndexedDB; where it opens after its time, the pages are told to read once more what was not there before. */
function database() {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open("backstride", 1), until = Date.now() + PATIENCE_MS;
    setTimeout(reject, PATIENCE_MS);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("walks", { keyPath: "id" });
      request.result.createObjectStore("phone");
    };
    request.onsuccess = () => {
      const found = request.result;
      found.onclose = () => (opening = null);
      found.onversionchange = () => (found.close(), (opening = null));
      resolve(found);
      opening = Promise.resolve(found);
      if (Date.now() > until) dispatchEvent(new Event("storage"));
    };
    request.onblocked = request.onerror = reject;
  });
  return opening;
}

/** A browser that was away may have closed what was open without a word: then it is opened once more. */
export const run = (...asked) => once(...asked).catch((error) => {
  if (error?.name !== "InvalidStateError") throw error;
  opening = null;
  return once(...asked);
});

async function once(store, mode, work) {
  const db = await database();
  return new Promise((resolve, reject) => {
    const transaction = db.transaction(store, mode, { durability: "strict" });
    const request = work(transaction.objectStore(store));
    transaction.oncomplete = () => resolve(request?.result);
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });
}

/** Keep a walk, unless a newer state of it is known: an attempt that comes late overwrites nothing. Whether it is the
 *  newest; `isLost` says where it is kept nowhere. When this returns its promise, localStorage already has it. */
export async function keep(walk) {
  walk.version = (walk.version ?? 0) + 1;
  const copy = JSON.parse(JSON.stringify(walk)), isOld = (known) => known?.version >= copy.version;
  if (isOld(read(PREFIX + walk.id))) return false;
  write(PREFIX + walk.id, copy);
  let kept = true;
  const compare = (store) => {
    const known = store.get(copy.id);
    known.onsuccess = () => (kept = !isOld(known.result)) && store.put(copy);
  };
  await run("walks", "readwrite", compare).then(() => here.delete(PREFIX + walk.id), () => undefined);
  return kept;
}

/** Whether this walk would be gone with this page. */
export const isLost = (walk) => here.has(PREFIX + walk?.id);

/** Every walk on this phone, the oldest first; half of one is none. */
export async function all() {
  const walks = new Map();
  const copies = [...(await run("walks", "readonly", (store) => store.getAll()).catch(() => [])), ...local(PREFIX).map(read)];
  for (const walk of copies.filter((copy) => copy?.id && copy.events?.length)) {
    const known = walks.get(walk.id);
    if (!known || walk.version > known.version) walks.set(walk.id, walk);
  }
  return [...walks.values()].sort((one, other) => one.events[0][0] - other.events[0][0]);
}

export const running = async () => (await all()).filter((walk) => walk.state === "running").pop();
export const unsent = async () => (await all()).filter((walk) => walk.state === "waiting" || walk.state === "refused");
/** What this phone knows beside its walks: its keys, its server, its person. */
export const phone = async (name) =>
  (await run("phone", "readonly", (store) => store.get(name)).catch(() => undefined)) ?? read(FACTS + name);

/** Keep it, or forget it; where there is no IndexedDB, localStorage has to do. Whether IndexedDB has it. */
export async function setPhone(name, value) {
  const isKept = await run("phone", "readwrite", (store) => store.put(value, name)).then(() => true, () => false);
  write(FACTS + name, isKept ? undefined : value);
  return isKept;
}

/** What was last chosen on this screen; a phone that may keep nothing has forgotten it. */
export const choices = () => read(CHOICES) ?? {};
export const keepChoices = (chosen) => write(CHOICES, chosen);

function read(key) {
  try {
    return JSON.parse(here.get(key) ?? localStorage.getItem(key)) ?? undefined;
  } catch {
    return undefined;
  }
}

/** A full or forbidden localStorage keeps nothing: IndexedDB alone has to do, or this page. */
export function write(key, value) {
  here.delete(key);
  try {
    if (value === undefined) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
  } catch {
    if (value !== undefined) here.set(key, JSON.stringify(value));
  }
}

export function local(prefix) {
  let kept = [];
  try {
    kept = Object.keys(localStorage);
  } catch {
    // As said above.
  }
  return [...kept, ...here.keys()].filter((key) => key.startsWith(prefix));
}

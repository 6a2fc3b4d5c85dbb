// Walks on this phone. Each is written twice: at once to localStorage, which can't be late, and to IndexedDB, which the
// browser keeps longer. Reading joins both; of two copies the one that knows more counts. Nothing unsent is deleted.
const PREFIX = "backstride.walk.", CHOICES = "backstride.choices";
const KEEPS_SENT_MS = 7 * 24 * 3600 * 1000;

let opening;
function database() {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open("backstride", 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("walks", { keyPath: "id" });
      request.result.createObjectStore("phone");
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opening;
}

async function run(store, mode, work) {
  const db = await database();
  return new Promise((resolve, reject) => {
    const transaction = db.transaction(store, mode, { durability: "strict" });
    const request = work(transaction.objectStore(store));
    transaction.oncomplete = () => resolve(request?.result);
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });
}

/** Keep a walk, unless a newer state of it is known: an attempt that comes late overwrites nothing. Whether it was kept.
 *  When this returns its promise, localStorage already has it. */
export async function keep(walk) {
  walk.version = (walk.version ?? 0) + 1;
  const text = JSON.stringify(walk), copy = JSON.parse(text), isOld = (known) => known?.version >= copy.version;
  try {
    if (isOld(JSON.parse(localStorage.getItem(PREFIX + walk.id)))) return false;
    localStorage.setItem(PREFIX + walk.id, text);
  } catch {
    // A full or forbidden localStorage: IndexedDB alone has to do.
  }
  let kept = true;
  const compare = (store) => {
    const known = store.get(copy.id);
    known.onsuccess = () => (kept = !isOld(known.result)) && store.put(copy);
  };
  await run("walks", "readwrite", compare).catch(() => undefined);
  return kept;
}

/** Every walk on this phone, the oldest first. */
export async function all() {
  const walks = new Map();
  for (const walk of [...(await run("walks", "readonly", (store) => store.getAll()).catch(() => [])), ...fromLocalStorage()]) {
    const known = walks.get(walk.id);
    if (!known || walk.version > known.version) walks.set(walk.id, walk);
  }
  return [...walks.values()].sort((one, other) => one.events[0][0] - other.events[0][0]);
}

export const running = async () => (await all()).findLast((walk) => walk.state === "running");
export const unsent = async () => (await all()).filter((walk) => walk.state === "waiting" || walk.state === "refused");

/** Forget walks that were sent a week ago: the server has them. */
export async function tidy(now) {
  for (const walk of await all()) {
    if ((walk.state === "sent" || walk.state === "undone") && walk.doneAt < now - KEEPS_SENT_MS) {
      forgetCopy(walk);
      await run("walks", "readwrite", (store) => store.delete(walk.id)).catch(() => undefined);
    }
  }
}

export const phone = (name) => run("phone", "readonly", (store) => store.get(name)).catch(() => undefined);
export const setPhone = (name, value) => run("phone", "readwrite", (store) => store.put(value, name));

/** What was last chosen on this screen; a phone that may keep nothing has forgotten it. */
export function choices() {
  try {
    return JSON.parse(localStorage.getItem(CHOICES)) ?? {};
  } catch {
    return {};
  }
}

export function keepChoices(chosen) {
  try {
    localStorage.setItem(CHOICES, JSON.stringify(chosen));
  } catch {
    // Then the next walk begins with the usual ones.
  }
}

function forgetCopy(walk) {
  try {
    localStorage.removeItem(PREFIX + walk.id);
  } catch {
    // Where nothing may be kept, nothing is there.
  }
}

function fromLocalStorage() {
  const found = [];
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) found.push(JSON.parse(localStorage.getItem(key)));
  } catch {
    // Unreadable: what IndexedDB has counts.
  }
  return found;
}

// What this phone forgets: walks that are over, and what it knew of people.
import { all, FACTS, local, PREFIX, run, write } from "./store.js";

const KEEPS_SENT_MS = 7 * 24 * 3600 * 1000;

export const isOver = ({ state }) => state === "sent" || state === "undone";

/** Forget walks that are over: those of a week ago, which the server has, or others that have no place here. */
export async function tidy(isForgotten = ({ doneAt }) => doneAt < Date.now() - KEEPS_SENT_MS) {
  for (const walk of await all()) {
    if (!isOver(walk) || !isForgotten(walk)) continue;
    write(PREFIX + walk.id);
    await run("walks", "readwrite", (store) => store.delete(walk.id)).catch(() => undefined);
  }
}

/** What there is for `phone` to ask for. */
export const names = async () => [
  ...(await run("phone", "readonly", (store) => store.getAllKeys()).catch(() => [])),
  ...local(FACTS).map((key) => key.slice(FACTS.length)),
];

// What home says of the person now: whose diary it is, what comes next, and what speaks against walking backward. Every
// page on which somebody is signed in asks, and so does the walk screen once it is there; nothing waits for the answer.
import { setPhone } from "./store.js";

let asked = 0;

/** Ask home, and keep what it says on this phone; whether something new was kept. A late answer overwrites none. */
export async function ask() {
  const turn = (asked += 1), at = Date.now();
  try {
    // Where nobody is signed in, home points to the way in: that says nothing of anybody.
    const answer = await fetch("/phone/walker", { cache: "no-store", redirect: "manual" });
    const said = answer.ok && (await answer.json());
    if (!said || turn !== asked) return false;
    await setPhone(`walker ${said.person}`, { ...said, at });
    return true;
  } catch {
    return false;
  }
}

/** Ask now, and whenever somebody looks at the page again. */
export function watch(changed) {
  const look = async () => document.visibilityState === "visible" && (await ask()) && changed();
  document.addEventListener("visibilitychange", look);
  look();
}

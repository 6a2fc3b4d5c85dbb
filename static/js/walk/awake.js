// One lock that keeps the screen on, held while a walk runs and given back when it rests or ends.
import { find } from "./view.js";

let lock = null, isWanted = false, isAsked = false;

/** Keep the screen on, or no more. A lock that the phone took back, as it does out of sight, is asked for anew. */
export async function stayAwake(wanted) {
  isWanted = wanted;
  if (!isWanted) {
    lock = void lock?.release();
    find("awake").hidden = true;
  }
  if (!isWanted || isAsked || (lock && !lock.released)) return;
  isAsked = true;
  lock = (await navigator.wakeLock?.request("screen").catch(() => null)) ?? null;
  isAsked = false;
  find("awake").hidden = !lock;
  find("asleep").hidden = Boolean(lock);
  // The walk may have ended while the phone thought about it.
  if (!isWanted) stayAwake(false);
}

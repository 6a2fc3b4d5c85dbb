// What is asked about the end of a walk, and what is shown of one that is over. It is loaded once the screen is there.
import { clock, lastIn, reckon } from "./events.js";
import { isLost, keep } from "./store.js";
import { fill, find, say, tell, timeOf, words } from "./view.js";
import { show as showWeek } from "./ring.js";
import { lastOf, my, newest, takeBack } from "./walking.js";

const MINUTE_MS = 60000;

/** Show the walk that was stopped last; `again` shows the screen once more, after an answer. */
export function show(again) {
  const { done } = my, seen = reckon(done.events, lastOf(done));
  tell("done-all", clock(seen.ms));
  tell("done-forward", clock(seen.forwardMs));
  tell("done-backward", clock(seen.backwardMs));
  tell("done-problem", done.problem ?? "");
  find("done-link").href = `/walks/${done.id}`;
  find("review").href = `/walks/${done.id}/review`;
  const where = done.state === "waiting" && isLost(done) ? "lost" : done.state;
  for (const line of document.querySelectorAll("[data-done-where]")) line.hidden = line.dataset.doneWhere !== where;
  find("done-link").hidden = where !== "sent";
  find("review").parentElement.hidden = where !== "sent" || !seen.backwardMs;
  // The rest of the screen may still be on its way.
  if (!find("direction")) return;
  showWeek(done, seen, again);
  if (done.verdicts) askDirection(again);
  else find("direction").hidden = true;
}

/** Ask what looked backward, where that was wanted. An answer that changes the walk makes another one of it. */
async function askDirection(again) {
  const { ask } = await import("./direction.js");
  if (!my.done?.verdicts) return;
  ask(find("direction"), my.done, (answered) => {
    if (answered.id !== my.done.id) takeBack(my.done);
    my.done = answered;
    again();
    keepAnswer(answered.verdicts);
  });
}

/** Keep an answer; what the outbox wrote in this moment is newer, and gets it too. */
async function keepAnswer(verdicts) {
  while (my.done && !(await keep(Object.assign(my.done, { verdicts })))) my.done = await newest(my.done);
}

/** Whether the walk on the screen is gone when this page is. */
const wouldBeLost = () => isLost(my.walk ?? my.done) && (my.walk ?? my.done).state !== "sent";

/** Follow what the outbox writes of the walk, and ask whoever leaves the page while it is all that has it. */
export function watch(again) {
  addEventListener("beforeunload", (event) => wouldBeLost() && event.preventDefault());
  document.addEventListener("backstride:outbox", async () => {
    const known = my.done && (await newest(my.done));
    // A change of this page may be on its way to the store: older news do not undo it.
    if (known && known.id === my.done?.id && known.version > my.done.version) my.done = { ...known, verdicts: my.done.verdicts };
    if (my.done) again();
  });
}

/** The instant of a time of day that somebody typed, by the time of the walk: the last one before now. Null where there
 *  is none, or where the walk was heard of since. */
export function endedAt({ events, skew = 0 }) {
  const [hours, minutes] = find("ended").value.split(":").map(Number), at = new Date(), last = lastIn(events)[0];
  at.setHours(hours, minutes, 0, 0);
  if (at > Date.now()) at.setDate(at.getDate() - 1);
  const walked = at.getTime() - skew;
  return walked > last - MINUTE_MS ? Math.max(walked, last) : null;
}

/** Say why a time can't be the end of the walk. */
export function refuse(walk) {
  say("ended-problem", fill(words.noEnd, { time: timeOf(lastOf(walk)) }));
  find("ended").focus();
}

// What is shown of a walk that is over, and what is asked about it. It is loaded once the screen is there.
import { clock, reckon } from "./events.js";
import { keep } from "./store.js";
import { find, tell } from "./view.js";
import { lastOf, my, newest, takeBack } from "./walking.js";

/** Show the walk that was stopped last; `again` shows the screen once more, after an answer. */
export function show(again) {
  const { done } = my, seen = reckon(done.events, lastOf(done));
  tell("done-all", clock(seen.ms));
  tell("done-forward", clock(seen.forwardMs));
  tell("done-backward", clock(seen.backwardMs));
  tell("done-problem", done.problem ?? "");
  find("done-link").href = `/walks/${done.id}`;
  find("review").href = `/walks/${done.id}/review`;
  find("review").hidden = !seen.backwardMs;
  for (const line of document.querySelectorAll("[data-done-where]")) line.hidden = line.dataset.doneWhere !== done.state;
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

/** Follow what the outbox writes of the walk. */
export function watch(again) {
  document.addEventListener("backstride:outbox", async () => {
    const known = my.done && (await newest(my.done));
    // A change of this page may be on its way to the store: older news do not undo it.
    if (known && known.id === my.done?.id && known.version > my.done.version) my.done = { ...known, verdicts: my.done.verdicts };
    if (my.done) again();
  });
}

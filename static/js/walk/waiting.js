// The walks that wait on this phone, each with what can be done for it: as a text, as a code, and, where the server did
// not take one, its start put right or the walk thrown away.
import { send } from "./outbox.js";
import { toDocument } from "./events.js";
import { locale } from "./plural.js";
import { all, keep } from "./store.js";

const THROWN = "thrown-refused", LEFT = "still-there";
// What is thrown away can come back as long as this page is open.
const HERE = Math.random();

/** Put the rest into the box: one for all pages, so that the phone keeps it with the walk screen. */
export async function fill(box) {
  const page = new DOMParser().parseFromString(await (await fetch("/waiting")).text(), "text/html"), rest = page.querySelector("[data-waiting]");
  box.append(rest);
  return { dataset: rest.dataset, show: (...shown) => show(box, rest.dataset, ...shown) };
}

async function show(box, words, waiting, isMine) {
  box.querySelector("[data-outbox-text]").textContent = JSON.stringify(waiting.map((walk) => walk.document), null, 1);
  const thrown = (await all()).filter(({ state, problem }) => state === "undone" && problem === THROWN);
  const left = (await all()).filter((walk) => walk.problem === LEFT && isMine(walk));
  const cards = [...waiting.filter(isStuck), ...left, ...thrown.filter(({ doneHere }) => doneHere === HERE)];
  const list = box.querySelector("[data-outbox-stuck]"), ids = cards.map(({ id, version }) => `${id} ${version}`).join();
  // Somebody may be typing there.
  if (list.dataset.shows !== ids) list.replaceChildren(...cards.map((walk) => card(box, words, walk)));
  list.dataset.shows = ids;
  if (cards.length) box.hidden = false;
  drawCodes(box.querySelector("[data-outbox-codes]"), waiting);
}

const isStuck = ({ state, problem }) => state === "refused" || problem === "clock";

function card(box, words, walk) {
  const found = box.querySelector("template").content.cloneNode(true).firstElementChild, part = (name) => found.querySelector(`[data-stuck-${name}]`);
  const isThrown = walk.state === "undone", kind = isThrown ? "thrown" : walk.problem === LEFT ? "left" : "refused", start = part("start");
  part("words").textContent = wordsOf(words, walk, isThrown);
  for (const one of found.querySelectorAll("[data-stuck-when]")) one.hidden = one.dataset.stuckWhen !== kind;
  part("link").href = `/walks/${walk.id}`;
  part("link").addEventListener("click", () => change(walk, { problem: null }));
  start.value = walk.document.started_at.slice(0, 16);
  part("form").addEventListener("submit", (event) => (event.preventDefault(), start.value && correct(walk, new Date(start.value))));
  part("throw").addEventListener("click", () => change(walk, { state: "undone", problem: THROWN, before: walk.problem, doneAt: Date.now(), doneHere: HERE }));
  part("undo").addEventListener("click", () => change(walk, { state: "refused", problem: walk.before }));
  return found;
}

function wordsOf({ walkOf, wasThrown, wrongClock, stillThere }, walk, isThrown) {
  const day = timeOf(walk.document.started_at), line = (isThrown ? wasThrown : walkOf).replace("{day}", day);
  if (isThrown) return line;
  if (walk.problem === LEFT) return `${line}: ${stillThere}`;
  if (walk.problem !== "clock") return `${line}: ${walk.problem}`;
  return `${line}: ${wrongClock.replace("{server}", timeOf(walk.date)).replace("{phone}", timeOf(Date.now()))}`;
}

const timeOf = (at) => new Date(at).toLocaleString(locale, { dateStyle: "medium", timeStyle: "short" });

/** The same walk, begun at another time: every event moves with its start. */
async function correct(walk, start) {
  const moved = start.getTime() - walk.events[0][0], events = walk.events.map(([at, kind]) => [at + moved, kind]);
  const { started_at, segments } = toDocument({ ...walk, events });
  await change(walk, { state: "waiting", problem: null, events, document: { ...walk.document, started_at, segments } });
  send({ now: true });
}

async function change(walk, changes) {
  await keep(Object.assign(walk, changes));
  document.dispatchEvent(new CustomEvent("backstride:outbox"));
}

/** The codes are drawn when somebody wants to see them. */
async function drawCodes(codes, waiting) {
  const draw = async () => codes.open && (await import("./codes.js")).showCodes(codes, waiting.map((walk) => walk.document));
  codes.ontoggle = draw;
  draw();
}

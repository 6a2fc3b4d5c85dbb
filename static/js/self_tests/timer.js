// The timer of a self test. It fills the fields of the form, which can be typed into as well; a helper can run it with
// one thumb: Start, then a Stop that takes half of the screen.
import { counted, locale } from "../walk/plural.js";
import { Run } from "./run.js";
import * as sound from "./sound.js";

const seconds = (ms, digits) => (ms / 1000).toLocaleString(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: false });

const timer = document.querySelector("[data-timer]");
if (timer) wire(timer);

function wire(timer) {
  const part = (name) => timer.querySelector(`[data-${name}]`);
  const words = JSON.parse(timer.dataset.words);
  const counts = Boolean(timer.dataset.counts);
  const lasts = Number(timer.dataset.lasts) * 1000;
  const fields = [...timer.closest("form").querySelectorAll("[name^=try_]")];
  const steps = timer.dataset.practice ? [null, ...fields] : fields;
  const stage = part("stage"), start = part("start"), again = part("again"), stop = part("stop");
  const helper = document.getElementById("had_helper");
  const run = new Run({ countdown: Number(timer.dataset.countdown), lasts }, words, {
    count: (left) => show(String(left), words.cancel),
    go: () => show("", counts ? words.stand : words.stop),
    tick: (ms) => { part("clock").textContent = lasts && counts ? String(Math.ceil((lasts - ms) / 1000)) : seconds(ms, 1); },
    over: () => finish(lasts),
  });
  const isOpen = (field) => !field.value || field.getAttribute("aria-invalid") === "true";
  let step = Math.max(0, fields.findIndex(isOpen));
  let stands = 0, pressedAt = null, lock = null;
  if (timer.dataset.practice && step > 0) step += 1;

  const titleOf = (index) => {
    if (counts) return words.name;
    return steps[index] ? words.try.replace("#", String(fields.indexOf(steps[index]) + 1)) : words.practice;
  };

  function label() {
    const isOver = step >= steps.length;
    start.textContent = isOver ? words.restart : words.start.replace("#", titleOf(step));
    again.hidden = step === 0 || counts || (isOver && steps.length === 1);
  }

  function show(clock, button) {
    part("clock").textContent = clock;
    stop.textContent = button;
  }

  function begin(event) {
    if (helper && !helper.checked) {
      tell(words.helper);
      helper.focus();
      return;
    }
    if (step >= steps.length) step = 0;
    stands = 0;
    pressedAt = null;
    tell("");
    part("title").textContent = titleOf(step);
    stage.showModal();
    stop.focus();
    stayAwake();
    run.start(event.timeStamp);
  }

  function pressed(event) {
    const at = pressedAt ?? event.timeStamp;
    pressedAt = null;
    if (run.phase === "counting") breakOff();
    else if (run.phase === "running" && counts) stop.textContent = counted(words.stood, (stands += 1));
    else if (run.phase === "running") finish(lasts ? Math.min(lasts, run.elapsed(at)) : run.elapsed(at));
  }

  function finish(ms) {
    close();
    sound.buzz(200, 100, 200);
    const took = seconds(ms, 2), title = titleOf(step), field = steps[step];
    if (field) {
      field.value = counts ? String(stands) : took;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    const said = counts ? counted(words.counted, stands) : words.result.replace("#", took);
    sound.say(counts ? words.over : said);
    step += 1;
    tell(`${title}: ${said} ${step >= steps.length ? words.done : ""}`.trim());
    label();
  }

  function breakOff() {
    close();
    sound.hush();
    tell(words.stopped);
  }

  function close() {
    run.end();
    lock?.release?.().catch(() => {});
    lock = null;
    stage.close();
  }

  async function stayAwake() {
    // Over plain http there is no wake lock; a test is over before a phone sleeps.
    lock = (await navigator.wakeLock?.request("screen").catch(() => null)) ?? null;
    if (run.phase === "idle") lock?.release?.().catch(() => {});
  }

  const tell = (text) => { part("said").textContent = text; };
  start.addEventListener("click", begin);
  again.addEventListener("click", (event) => {
    step -= 1;
    begin(event);
  });
  // The moment counts when the thumb comes down; the tap counts when it lifts, so that it can't hit what lies beneath.
  stop.addEventListener("pointerdown", (event) => { pressedAt = event.timeStamp; });
  stop.addEventListener("pointercancel", () => { pressedAt = null; });
  stop.addEventListener("click", pressed);
  part("break").addEventListener("click", breakOff);
  stage.addEventListener("cancel", (event) => {
    event.preventDefault();
    breakOff();
  });
  label();
}

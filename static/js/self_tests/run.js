// One run against the clock: a countdown, then time until Stop is tapped or the time is over. Times are differences of
// performance.now(), which no change of the clock on the wall moves; what is shown is only ever a view of them.
import * as sound from "./sound.js";

const SECOND = 1000, LOW = 440, HIGH = 880;

export class Run {
  #cancels = [];
  #timers = [];
  #goAt = 0;
  #phase = "idle";

  /** `plan` has countdown (seconds) and lasts (ms or 0); `on` is told of count, go, tick, halfway and time's end. */
  constructor(plan, words, on) {
    Object.assign(this, { plan, words, on });
  }

  get phase() {
    return this.#phase;
  }

  start(pressedAt) {
    sound.wake();
    this.#goAt = this.plan.countdown ? performance.now() + this.plan.countdown * SECOND : pressedAt;
    if (this.plan.countdown) this.#countDown();
    else this.#go();
    requestAnimationFrame(() => this.#frame());
  }

  /** The milliseconds since "go" at a moment of performance.now(). */
  elapsed(at = performance.now()) {
    return Math.max(0, at - this.#goAt);
  }

  end() {
    this.#phase = "idle";
    this.#timers.forEach(clearTimeout);
    this.#cancels.forEach((cancel) => cancel());
    this.#timers = [];
    this.#cancels = [];
  }

  #countDown() {
    this.#phase = "counting";
    for (let left = this.plan.countdown; left > 0; left -= 1) {
      this.#at(-left * SECOND, () => this.#count(left));
      this.#cancels.push(sound.tone(LOW, this.#in(-left * SECOND)));
    }
    this.#cancels.push(sound.tone(HIGH, this.#in(0), 400));
    this.#at(0, () => this.#go());
  }

  #count(left) {
    this.on.count(left);
    sound.say(this.words.count[this.words.count.length - left]);
  }

  #go() {
    this.#phase = "running";
    this.on.go();
    if (this.plan.countdown) sound.say(this.words.go);
    sound.buzz(300);
    const { lasts } = this.plan;
    if (!lasts) return;
    this.#at(lasts / 2, () => sound.say(this.words.halfway));
    this.#cancels.push(sound.tone(HIGH, this.#in(lasts), 600));
    this.#at(lasts, () => this.on.over());
  }

  #frame() {
    if (this.#phase === "idle") return;
    if (this.#phase === "running") this.on.tick(this.elapsed());
    requestAnimationFrame(() => this.#frame());
  }

  #in(ms) {
    return this.#goAt + ms - performance.now();
  }

  #at(ms, what) {
    this.#timers.push(setTimeout(what, this.#in(ms)));
  }
}

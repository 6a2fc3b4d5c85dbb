// Clicks at a cadence, placed ahead on the audio clock. Who ticks it loads it.
import { SOUNDS_AHEAD_MS, tone } from "./cues.js";

/** A metronome that fills the next second with its clicks each time it is asked. */
export class Metronome {
  #next = 0;

  fill(now, stepsAMinute) {
    if (!stepsAMinute) return;
    const gap = 60000 / stepsAMinute;
    if (this.#next < now - gap) this.#next = now;
    for (; this.#next < now + SOUNDS_AHEAD_MS; this.#next += gap) tone(1200, this.#next - now, 30, 0.15);
  }
}

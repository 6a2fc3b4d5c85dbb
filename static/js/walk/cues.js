// What a walker hears and feels, so that nobody has to look: rising tones for backward, falling ones for forward, a
// word, and a buzz where there is one. Tones are placed on the audio clock, which does not wait for pages.
import { BACKWARD } from "./events.js";

export const SOUNDS_AHEAD_MS = 1200;
let audio, ahead = [];

/** Make sound possible; has to be called from a tap. A browser without it has a walk all the same. */
export function wake() {
  try {
    if (navigator.audioSession) navigator.audioSession.type = "playback";
    audio ??= new AudioContext();
    audio.resume()?.catch(() => undefined);
  } catch {
    audio = null;
  }
}

/** Sound again after a call or a sleep; what no tap ever woke waits for one. */
export const resume = () => audio?.resume()?.catch(() => undefined);

/** Whether this browser can sound at all, and whether it may now: a reload and a call take it away until a tap. */
export const canSound = () => audio !== null && "AudioContext" in window;
export const maySound = () => audio?.state === "running";

/** Sound the turn to a direction, `inMs` from now. */
export function turnTo(direction, inMs = 0) {
  const notes = direction === BACKWARD ? [440, 660, 880] : [880, 660, 440];
  notes.forEach((pitch, index) => tone(pitch, inMs + index * 180));
}

/** Take back the tones that are still to come. */
export function hush() {
  for (const volume of ahead) volume.disconnect();
  ahead = [];
}

/** Say a word and buzz; call it when the moment is there. */
export function say(words, direction) {
  navigator.vibrate?.(direction === BACKWARD ? [120, 80, 120, 80, 120] : [400]);
  speak(words);
}

/** Say words at once, in place of what is being said. */
export function speak(words) {
  if (!("speechSynthesis" in window)) return;
  const spoken = new SpeechSynthesisUtterance(words);
  spoken.lang = document.documentElement.lang;
  speechSynthesis.cancel();
  speechSynthesis.speak(spoken);
}

/** A tone in `inMs` from now. Answers how to take it back. */
export function tone(pitch, inMs = 0, lastsMs = 150, loud = 0.5) {
  if (!audio) return () => undefined;
  const from = audio.currentTime + Math.max(0, inMs) / 1000, to = from + lastsMs / 1000;
  const note = audio.createOscillator(), volume = audio.createGain();
  note.frequency.value = pitch;
  volume.gain.setValueAtTime(0.0001, from);
  volume.gain.exponentialRampToValueAtTime(loud, from + 0.01);
  volume.gain.exponentialRampToValueAtTime(0.0001, to);
  note.connect(volume).connect(audio.destination);
  note.start(from);
  note.stop(to);
  ahead.push(volume);
  note.onended = () => (ahead = ahead.filter((one) => one !== volume));
  return () => volume.disconnect();
}

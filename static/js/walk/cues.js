// What a walker hears and feels, so that nobody has to look: rising tones for backward, falling ones for forward, a
// word, and a buzz where there is one. Tones are placed on the audio clock, which does not wait for pages.
import { BACKWARD } from "./events.js";

export const SOUNDS_AHEAD_MS = 1200;
let audio;

/** Make sound possible; has to be called from a tap. */
export function wake() {
  if (navigator.audioSession) navigator.audioSession.type = "playback";
  audio ??= new AudioContext();
  audio.resume?.();
}

/** Sound the turn to a direction, `inMs` from now. */
export function turnTo(direction, inMs = 0) {
  const notes = direction === BACKWARD ? [440, 660, 880] : [880, 660, 440];
  notes.forEach((pitch, index) => tone(pitch, inMs + index * 180, 150));
}

/** Say a word and buzz; call it when the moment is there. */
export function say(words, direction) {
  navigator.vibrate?.(direction === BACKWARD ? [120, 80, 120, 80, 120] : [400]);
  if (!("speechSynthesis" in window)) return;
  const spoken = new SpeechSynthesisUtterance(words);
  spoken.lang = document.documentElement.lang;
  speechSynthesis.cancel();
  speechSynthesis.speak(spoken);
}

export function tone(pitch, inMs, lastsMs, loud = 0.5) {
  if (!audio) return;
  const from = audio.currentTime + Math.max(0, inMs) / 1000, to = from + lastsMs / 1000;
  const note = audio.createOscillator(), volume = audio.createGain();
  note.frequency.value = pitch;
  volume.gain.setValueAtTime(0.0001, from);
  volume.gain.exponentialRampToValueAtTime(loud, from + 0.01);
  volume.gain.exponentialRampToValueAtTime(0.0001, to);
  note.connect(volume).connect(audio.destination);
  note.start(from);
  note.stop(to);
}

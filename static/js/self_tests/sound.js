// What is heard and felt of a test, so that nobody has to look: tones on the audio clock, words, and a buzz where there
// is one. A phone without any of them still shows everything.
let audio;

/** Make sound possible; has to be called from a tap. */
export function wake() {
  if (!("AudioContext" in window)) return;
  if (navigator.audioSession) navigator.audioSession.type = "playback";
  audio ??= new AudioContext();
  audio.resume?.();
}

/** A tone in `inMs` from now. Answers how to take it back. */
export function tone(pitch, inMs = 0, lastsMs = 150) {
  if (!audio) return () => {};
  const from = audio.currentTime + Math.max(0, inMs) / 1000, to = from + lastsMs / 1000;
  const note = audio.createOscillator(), volume = audio.createGain();
  note.frequency.value = pitch;
  volume.gain.setValueAtTime(0.0001, from);
  volume.gain.exponentialRampToValueAtTime(0.5, from + 0.01);
  volume.gain.exponentialRampToValueAtTime(0.0001, to);
  note.connect(volume).connect(audio.destination);
  note.start(from);
  note.stop(to);
  return () => volume.disconnect();
}

export function buzz(...pattern) {
  navigator.vibrate?.(pattern);
}

/** Say words at once, in place of what is being said. */
export function say(words) {
  if (!("speechSynthesis" in window)) return;
  const spoken = new SpeechSynthesisUtterance(words);
  spoken.lang = document.documentElement.lang;
  speechSynthesis.cancel();
  speechSynthesis.speak(spoken);
}

export function hush() {
  if ("speechSynthesis" in window) speechSynthesis.cancel();
}

// What is heard and felt of a test, so that nobody has to look: the walk's tones and words, and a buzz where there is one.
// A phone without any of them still shows everything.
export { speak as say, tone, wake } from "../walk/cues.js";

export function buzz(...pattern) {
  navigator.vibrate?.(pattern);
}

export function hush() {
  if ("speechSynthesis" in window) speechSynthesis.cancel();
}

// What the walk screen needs after the first tap, kept as a page of its own: what can be chosen, what is shown of a walk
// that is over, and the words for both.
import { choices, keepChoices } from "./store.js";
import { words } from "./view.js";

let loading = null;

/** Put each part into its place; whether they are there. Where they did not come, whoever asks next tries again.
 *  `changed` hears of each choice. */
export function load(changed) {
  loading ??= place(changed).then(() => true, () => void (loading = null));
  return loading;
}

async function place(changed) {
  const page = new DOMParser().parseFromString(await (await fetch("/walk/parts")).text(), "text/html");
  const parts = page.querySelector("[data-parts]");
  Object.assign(words, parts.dataset);
  for (const part of [...parts.children]) document.getElementById(part.dataset.into).append(part);
  remember(changed);
}

/** What was chosen on this phone is chosen again. */
function remember(changed) {
  const fields = [...document.querySelectorAll("[data-choice]")], saved = choices();
  const nameOf = ({ type }) => (type === "checkbox" ? "checked" : "value");
  for (const field of fields) if (field.id in saved) field[nameOf(field)] = saved[field.id];
  document.getElementById("walk-choices").addEventListener("change", ({ target }) => {
    keepChoices(Object.fromEntries(fields.map((field) => [field.id, field[nameOf(field)]])));
    changed(target.id);
  });
}

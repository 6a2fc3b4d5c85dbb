// Whoever changes to https comes to a new address, where nothing is known of the walks that wait at this one. So the way
// there holds once: a walk that the server does not take must not be a wall.
import { unsent } from "./walk/store.js";

const warning = document.querySelector("[data-unsent]");
let count = 0;

async function look() {
  count = (await unsent()).length;
  // Where https is not offered there is no way to leave, and no warning.
  if (!count && warning) warning.hidden = true;
}

function hold(event) {
  if (!count || !warning.hidden) return;
  event.preventDefault();
  warning.hidden = false;
  warning.focus();
}

for (const form of document.querySelectorAll("form[data-leaves]")) form.addEventListener("submit", hold);
for (const link of document.querySelectorAll("a[data-leaves]")) link.addEventListener("click", hold);
document.addEventListener("backstride:outbox", look);
look();

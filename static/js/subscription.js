// Reminders on this phone. The page says the one thing that is true of this browser; nothing is asked, and no push
// service hears of anything, before the button is tapped.
const card = document.querySelector("[data-push]"), form = card.querySelector("[name=endpoint]").form;
const isApple = /iPhone|iPad/.test(navigator.userAgent) || (/Macintosh/.test(navigator.userAgent) && navigator.maxTouchPoints > 1);

function says(name) {
  for (const part of card.querySelectorAll("[data-when]")) part.hidden = !part.dataset.when.split(" ").includes(name);
}

/** The service worker of this page, once it is at work. */
async function worker() {
  await navigator.serviceWorker.register("/sw.js");
  return navigator.serviceWorker.ready;
}

/** What stands in the way, or whether this browser shows messages. */
async function state() {
  if (!isSecureContext) return "http";
  if (!("serviceWorker" in navigator && "PushManager" in window && "Notification" in window)) {
    return isApple && !navigator.standalone ? "iphone" : "none";
  }
  if (Notification.permission === "denied") return "denied";
  try {
    const known = await (await worker()).pushManager.getSubscription();
    return known && "here" in card.dataset ? "on" : "ready";
  } catch {
    return "certificate";
  }
}

const letters = (key) => btoa(String.fromCharCode(...new Uint8Array(key))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));

/** The subscription of this browser with this server; one with another server's key, as after a new start, makes room. */
async function subscribed({ pushManager }) {
  const known = await pushManager.getSubscription();
  if (known?.options?.applicationServerKey && letters(known.options.applicationServerKey) !== card.dataset.push) {
    await known.unsubscribe();
  }
  return pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(card.dataset.push) });
}

async function subscribe(event) {
  event.preventDefault();
  const answer = await Notification.requestPermission();
  if (answer !== "granted") return says(answer === "denied" ? "denied" : "closed");
  try {
    const { endpoint, keys } = (await subscribed(await worker())).toJSON();
    for (const [name, value] of Object.entries({ endpoint, ...keys })) form.elements[name].value = value;
    form.submit();
  } catch {
    says("unreached");
  }
}

form.addEventListener("submit", subscribe);
if (card.querySelector("[data-when=unreached]").hidden) says(await state());
else says("unreached");

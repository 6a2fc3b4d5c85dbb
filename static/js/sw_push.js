// The part of the service worker that shows messages, and what a tap on one does.
const PHONE = "/settings/messages/phone";

addEventListener("push", (event) => {
  const { notification } = event.data.json();
  event.waitUntil(registration.showNotification(notification.title, { ...notification, data: notification.navigate }));
});

addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(opened(event.notification.data));
});

addEventListener("pushsubscriptionchange", (event) => event.waitUntil(renewed()));

/** The page that a message leads to. Where it is open it comes to the front, so that a walk there goes on untouched. */
async function opened(address) {
  const open = await clients.matchAll({ type: "window", includeUncontrolled: true });
  const there = open.find(({ url }) => new URL(url).pathname === new URL(address).pathname);
  return there ? there.focus() : clients.openWindow(address);
}

/** The push service has another address for this browser: home is told. */
async function renewed() {
  const applicationServerKey = await (await fetch(`${PHONE}/key`)).text();
  const { endpoint, keys } = (await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey })).toJSON();
  await fetch(`${PHONE}/renew`, { method: "POST", body: new URLSearchParams({ endpoint, ...keys }) });
}

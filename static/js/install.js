// Chrome on Android says when the app can be installed; then one button does it. Elsewhere the steps stand on the page.
const button = document.querySelector("[data-install]");
let offer;

addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  offer = event;
  button.hidden = false;
});
addEventListener("appinstalled", () => { button.hidden = true; });
button.addEventListener("click", async () => {
  await offer.prompt();
  button.hidden = true;
});

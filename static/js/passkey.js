// Makes a passkey, or signs in with one. The browser asks its person; what it answers goes home in the form.
const form = document.querySelector("[data-passkey]"), parts = form.querySelectorAll("[data-when]");

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
const letters = (data) => btoa(String.fromCharCode(...new Uint8Array(data))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

function says(name) {
  for (const part of parts) part.hidden = !part.dataset.when.split(" ").includes(name);
}

/** What the server has said, as the browser wants it: some browsers can't read it by themselves. */
function read({ challenge, user, excludeCredentials = [], ...rest }) {
  const known = excludeCredentials.map((key) => ({ ...key, id: bytes(key.id) }));
  return { ...rest, challenge: bytes(challenge), ...(user && { user: { ...user, id: bytes(user.id) }, excludeCredentials: known }) };
}

/** A passkey's answer in letters: some that keep passkeys for a browser can't write it by themselves. */
function written({ rawId, response, type }) {
  const names = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const said = names.filter((name) => response[name]).map((name) => [name, letters(response[name])]);
  return JSON.stringify({ id: letters(rawId), rawId: letters(rawId), type, response: Object.fromEntries(said) });
}

async function made() {
  return navigator.credentials.create({ publicKey: read(JSON.parse(form.dataset.passkey)) });
}

async function chosen() {
  const answer = await fetch(form.dataset.ask, { method: "POST" });
  return navigator.credentials.get({ publicKey: read(await answer.json()) });
}

async function go(event, answered, action) {
  event.preventDefault();
  try {
    form.elements.answer.value = written(await answered());
    form.action = action;
    form.submit();
  } catch (error) {
    says(error.name === "InvalidStateError" ? "known" : "closed");
  }
}

if (window.PublicKeyCredential) {
  says("ready");
  if (form.dataset.ask) form.querySelector("[data-action]").addEventListener("click", (event) => go(event, chosen, event.target.dataset.action));
  else form.addEventListener("submit", (event) => go(event, made, form.action));
}

// Whose this phone is. Every page on which somebody is signed in says who they are and which server it comes from; the
// phone gets a key of theirs where it has none from that server, and keeps nothing of others that nobody waits for.
import { answerTo } from "./outbox.js";
import { all, keep, phone, setPhone } from "./store.js";
import { isOver, names, tidy } from "./tidy.js";

/** Meet the person of a signed-in page; whether the phone has a new key for them. */
export async function meet({ person, name, instance }) {
  await forgetOthers(person);
  const known = await phone("instance");
  // Whoever leaves for a walk before the key has come is known all the same. Another server's numbers wait for `pair`.
  if (!known || known === instance) await remember({ person, name });
  return known !== instance || !(await phone(`token ${person}`)) ? pair() : false;
}

/** Give this phone its own key and the name of its server, if somebody is signed in here; whether it has them. */
export async function pair() {
  const answer = await answerTo("/phone", { method: "POST" });
  const given = answer?.ok && (await answer.json().catch(() => null));
  // A hotel's Wi-Fi answers everything, but knows no such key.
  if (!given?.token || !given.instance || !given.person) return false;
  await moveWalks(given, (await phone("instance")) !== given.instance);
  await remember(given);
  await setPhone(`token ${given.person}`, given.token);
  await setPhone("instance", given.instance);
  return true;
}

async function remember({ person, name }) {
  if ((await phone("person")) !== String(person)) await setPhone("person", String(person));
  if ((await phone(`name ${person}`)) !== name) await setPhone(`name ${person}`, name);
}

/** On another server the same person may have another number, and their number be another person's: the name tells. */
async function moveWalks({ person, name }, isNewHome) {
  for (const walk of await all()) {
    const owner = walk.owner ?? (isNewHome && walk.person && (await phone(`name ${walk.person}`)));
    if (isOver(walk) || !owner) continue;
    if (owner === name) await keep(Object.assign(walk, { person: String(person), owner: undefined }));
    else if (walk.person === String(person)) await keep(Object.assign(walk, { person: `of ${owner}`, owner }));
  }
}

/** Nothing of others stays where nobody waits for it, also where they signed out without a script. */
async function forgetOthers(person) {
  await tidy((walk) => walk.person && walk.person !== person);
  await forgetFacts((whose) => whose !== person);
}

async function forgetFacts(isForgotten) {
  const waited = new Set((await all()).filter((walk) => !isOver(walk)).map((walk) => walk.person));
  for (const fact of await names()) {
    const [, whose] = /^(?:token|name|walker) (.+)$/.exec(fact) ?? [];
    if (!whose || !isForgotten(whose) || waited.has(whose)) continue;
    if (fact.startsWith("token")) end(await phone(fact));
    await setPhone(fact, undefined);
  }
}

/** Where nobody is signed in, nothing of anybody stays once their last walk is sent. */
export const forgetAll = () => forgetFacts(() => true);

/** Tell home that a key is not needed any more. Where home is out of reach, Settings shows it, and removes it. */
function end(token) {
  const headers = { Authorization: `Bearer ${token}` };
  if (token) fetch("/phone", { method: "DELETE", headers, credentials: "omit", keepalive: true }).catch(() => undefined);
}

/** Leave nothing of a person on this phone but what is still to be sent; whether that is nothing. */
async function leave(person) {
  await tidy((walk) => !walk.person || walk.person === person);
  await forgetFacts((whose) => whose === person);
  await setPhone("person", undefined);
  return !(await all()).some((walk) => !isOver(walk) && (walk.person ?? person) === person);
}


/** Sign out once the phone is clean. The key that a waiting walk needs stays, here and on the server. */
async function signOut(event) {
  event.preventDefault();
  const form = event.target, isClean = await leave(document.body.dataset.person).catch(() => false);
  form.elements.nothing_waits.value = isClean ? "1" : "";
  form.submit();
}

for (const form of document.querySelectorAll("[data-signs-out]")) form.addEventListener("submit", signOut);

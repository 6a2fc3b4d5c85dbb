// Every page on which somebody is signed in keeps on this phone what the walk screen shows of them away from home.
import { setPhone } from "./walk/store.js";

const { person } = document.body.dataset;
const answer = await fetch("/phone/walker", { cache: "no-store" }).catch(() => null);
if (answer?.ok && !answer.redirected) {
  const said = await answer.json();
  await setPhone(`walker ${person}`, { ...said, at: Date.now() }).catch(() => undefined);
}

// A walk that this phone's key may not take back, because a key before this one added it.
import { answerTo } from "./outbox.js";

/** Put it into the bin by who is signed in here; whether it is there now. */
export async function throwAtHome({ id }) {
  const answer = await answerTo(`/walks/${id}/delete`, { method: "POST" });
  // The way to the sign-in looks like a page, too.
  return Boolean(answer?.ok) && new URL(answer.url).searchParams.get("deleted") === id;
}

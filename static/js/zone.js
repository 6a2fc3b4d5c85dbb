// The phone's own time zone: for a list where none is chosen yet, for the sign-in, and to ask where an account has another.
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
const field = document.getElementById("time_zone");
if (field?.type === "hidden") field.value = here;
else if (field && !field.querySelector("option[selected]") && [...field.options].some((option) => option.value === here)) field.value = here;

const hint = document.querySelector("[data-zone]");
if (hint && clock(hint.dataset.zone) !== clock(here) && kept() !== here) {
  hint.querySelector("[name=time_zone]").value = here;
  hint.querySelector("[data-here]").textContent = here.replaceAll("_", " ");
  hint.hidden = false;
  hint.querySelector("[data-keep]").addEventListener("click", () => {
    hint.hidden = true;
    try { localStorage.setItem("zone kept", here); } catch { /* It is asked again. */ }
  });
}

function kept() {
  try { return localStorage.getItem("zone kept"); } catch { return null; }
}

/** What clocks show in a zone in each season: two names of one zone are no difference. */
function clock(timeZone) {
  const zone = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" });
  const seasons = [0, 91, 182, 273].map((days) => zone.formatToParts(Date.now() + days * 86400000));
  return seasons.map((parts) => parts.find((part) => part.type === "timeZoneName").value).join();
}

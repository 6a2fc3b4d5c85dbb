// Steppers and chips change the field beside them; the field stays a plain one that can be typed into.
const say = (field) => field.dispatchEvent(new Event("input", { bubbles: true }));
const valueOf = (field) => Number.parseFloat(field.value.replace(",", ".")) || 0;

function mark(presets) {
  const field = document.getElementById(presets.dataset.presets);
  for (const chip of presets.children) chip.setAttribute("aria-pressed", String(Number(chip.value) === valueOf(field)));
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-step]");
  const chip = event.target.closest("[data-presets] .chip");
  if (button) {
    const stepper = button.closest("[data-stepper]");
    const field = stepper.querySelector("input");
    const moved = Math.max(0, valueOf(field) + Number(button.dataset.step) * Number(stepper.dataset.stepper));
    field.value = String(moved).replace(".", field.value.includes(",") ? "," : ".");
    say(field);
  } else if (chip) {
    const field = document.getElementById(chip.parentElement.dataset.presets);
    field.value = chip.value;
    say(field);
  }
});

// A walk that ended just now began so many minutes ago, until somebody says when it began.
function moveStart({ target }) {
  const { ended, proposed, date, time, minutes } = target.form?.elements ?? {};
  if (!ended) return;
  if (target === date || target === time) return void (ended.disabled = true);
  const lasted = Number.parseFloat(minutes?.value.replace(",", "."));
  if (ended.disabled || target !== minutes || !(lasted > 0 && lasted <= 1440)) return;
  const began = new Date(Date.parse(`${ended.value}Z`) - lasted * 60000).toISOString();
  [proposed.value, date.value, time.value] = [began.slice(0, 16), began.slice(0, 10), began.slice(11, 16)];
}

document.addEventListener("input", moveStart);
document.addEventListener("input", () => document.querySelectorAll("[data-presets]").forEach(mark));
document.querySelectorAll("[data-presets]").forEach(mark);

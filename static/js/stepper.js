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
    field.value = String(Math.max(0, valueOf(field) + Number(button.dataset.step) * Number(stepper.dataset.stepper)));
    say(field);
  } else if (chip) {
    const field = document.getElementById(chip.parentElement.dataset.presets);
    field.value = chip.value;
    say(field);
  }
});
document.addEventListener("input", () => document.querySelectorAll("[data-presets]").forEach(mark));
document.querySelectorAll("[data-presets]").forEach(mark);

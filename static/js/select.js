// Says how many walks are ticked. "All" ticks those on the page, too; without this script the server counts them alone.
const said = document.querySelector("[data-selected]");
const all = document.querySelector("[data-pick-all]");
const boxes = [...document.querySelectorAll("[data-pick]")];

function say() {
  const ticked = boxes.filter((box) => box.checked).length + Number(said.dataset.elsewhere);
  const count = all.checked ? Number(said.dataset.all) : ticked;
  said.textContent = said.dataset.selected.replace("{n}", count.toLocaleString(document.documentElement.lang));
}

all?.addEventListener("change", () => {
  for (const box of boxes) box.checked = all.checked;
  say();
});
for (const box of boxes) {
  box.addEventListener("change", () => {
    if (!box.checked) all.checked = false;
    say();
  });
}
if (said) {
  say();
  addEventListener("pageshow", say);
}

// What somebody opens on Today moves up, from behind the bar at the foot of the screen.
document.addEventListener("toggle", ({ target }) => target.open && target.scrollIntoView({ block: "nearest" }), true);

// A row with one field to fill opens ready to type: within the tap, else a phone shows no keyboard.
document.addEventListener("click", (event) => {
  const row = event.target.closest("summary")?.parentElement, field = row?.querySelector("[data-first]");
  if (!field || row.open) return;
  event.preventDefault();
  row.open = true;
  field.focus({ preventScroll: true });
});

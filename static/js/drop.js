// Files may be dropped on the form of an import; they are chosen then as if by its field, and nothing is sent yet.
const form = document.querySelector("[data-drop]"), field = form?.querySelector('input[type="file"]');

function over(event, isOver) {
  if (!event.dataTransfer?.types.includes("Files")) return;
  event.preventDefault();
  form.classList.toggle("is-over", isOver);
}

function drop(event) {
  over(event, false);
  if (!event.dataTransfer?.files.length) return;
  field.files = event.dataTransfer.files;
  form.querySelector("button").focus();
}

if (field) {
  // Beside the form, a file that is dropped would take the place of the page.
  addEventListener("dragover", (event) => over(event, true));
  addEventListener("dragleave", (event) => over(event, Boolean(event.relatedTarget)));
  addEventListener("drop", drop);
  form.querySelector("[data-drop-words]").hidden = !matchMedia("(hover: hover)").matches;
}

// Shows a password while its box is ticked. Without this script there is no box, and the field stays as it is.
for (const box of document.querySelectorAll("[data-reveals]")) {
  const field = document.getElementById(box.dataset.reveals);
  box.closest("[hidden]").hidden = false;
  box.addEventListener("change", () => { field.type = box.checked ? "text" : "password"; });
  // What is sent as a text would be kept among the words that this browser proposes.
  field.form.addEventListener("submit", () => { field.type = "password"; });
}

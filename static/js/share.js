// Copies a link, or hands it to the phone's own list of apps; where a browser can do neither, it is there to be marked.
for (const button of document.querySelectorAll("[data-copies]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    if (await copied(document.getElementById(button.dataset.copies))) button.textContent = button.dataset.done;
  });
}
for (const button of document.querySelectorAll("[data-shares]")) {
  // Browsers share over https only.
  button.hidden = !navigator.share;
  const { value } = document.getElementById(button.dataset.shares);
  // Whoever closes the list again wanted nothing.
  button.addEventListener("click", () => navigator.share({ url: value }).catch(() => {}));
}

async function copied(field) {
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    // Over plain http there is no clipboard; this old way is.
    return document.execCommand("copy");
  }
}

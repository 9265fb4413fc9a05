// The Copy button. Without this script it stays hidden, and the address can be selected by hand.
"use strict";

for (const button of document.querySelectorAll("button[data-copy]")) {
  const address = document.getElementById(button.dataset.copy);
  const status = button.parentElement.querySelector("[role=status]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    status.textContent = (await copy(address)) ? button.dataset.copied : button.dataset.selected;
  });
}

// Browsers offer the clipboard to secure pages only; on plain http the older command does it.
async function copy(field) {
  field.focus();
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    return document.execCommand("copy");
  }
}

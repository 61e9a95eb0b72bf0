// Puts photos that have just arrived before the ones that follow them in the sheet.

function place() {
  // The last one first: a photo may stand before another new one.
  for (const cell of [...document.querySelectorAll(".contact > [data-before]")].reverse()) {
    document.getElementById(cell.dataset.before)?.before(cell);
    delete cell.dataset.before;
  }
}

document.addEventListener("htmx:afterSwap", place);

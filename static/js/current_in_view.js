// Scrolls a row of tabs, filters or thumbnails sideways to the current one; the page stays put.

function show(current) {
  const [row, place] = [current.parentElement, current.getBoundingClientRect()];
  if (!row) return; // It was swapped for another one.
  const middle = place.left + place.width / 2;
  const box = row.getBoundingClientRect();
  row.scrollLeft += middle - (box.left + box.width / 2);
}

function watch() {
  for (const current of document.querySelectorAll(":is(.tabs, .chips, .strip) > [aria-current]")) {
    // Once at the beginning, and again whenever the row gets another width.
    new ResizeObserver(() => show(current)).observe(current.parentElement);
  }
}

watch();
document.body.addEventListener("htmx:oobAfterSwap", (event) => {
  if (event.detail.target.matches?.(".strip")) watch();
});

// "/" leads to the search field, as long as nobody is typing.

const TYPED = "input, textarea, select, [contenteditable]";

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest(TYPED)) return;
  const field = [...document.querySelectorAll("#search-words, .rail [type=search]")].find(
    (one) => one.checkVisibility(),
  );
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.select();
});

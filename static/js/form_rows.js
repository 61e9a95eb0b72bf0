// Rows of a form that can be added and removed. Without this script a page has spare empty rows.

function renumber(holder) {
  holder.querySelectorAll("[data-row]").forEach((row, place) => {
    for (const element of row.querySelectorAll("[id], [name], [for], [aria-describedby]")) {
      for (const name of ["id", "name", "for", "aria-describedby"]) {
        const value = element.getAttribute(name);
        if (value) element.setAttribute(name, value.replace(/-\d+-/, `-${place}-`));
      }
    }
  });
}

function limit(holder) {
  const count = holder.querySelectorAll("ul > [data-row]").length;
  holder.querySelector("[data-add-row]").disabled = count >= Number(holder.dataset.rows || Infinity);
}

function append(holder) {
  const row = holder.querySelector("template").content.firstElementChild.cloneNode(true);
  holder.querySelector("ul").append(row);
  row.querySelector("[data-remove-row]").hidden = false;
  renumber(holder);
  limit(holder);
  return row;
}

function add(holder) {
  append(holder).querySelector("select, input").focus();
}

function isEmpty(row) {
  return [...row.querySelectorAll("input, select[data-counts]")].every((one) => !one.value.trim());
}

for (const holder of document.querySelectorAll("[data-rows]")) {
  for (const row of holder.querySelectorAll("ul > [data-row]")) {
    if (isEmpty(row)) row.remove();
    else row.querySelector("[data-remove-row]").hidden = false;
  }
  const button = holder.querySelector("[data-add-row]");
  button.hidden = false;
  button.addEventListener("click", () => add(holder));
  holder.addEventListener("click", (event) => {
    const remove = event.target.closest("[data-remove-row]");
    if (!remove) return;
    remove.closest("[data-row]").remove();
    renumber(holder);
    limit(holder);
    button.focus();
  });
  renumber(holder);
  limit(holder);
  if ("first" in holder.dataset && !holder.querySelector("ul > [data-row]")) append(holder);
}

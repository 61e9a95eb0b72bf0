// The login is the sender's address, mostly: it is written along until somebody types another.

const sender = document.getElementById("sender_address");
const login = document.getElementById("login");
let suggested = login.value === "" ? "" : null;

sender.addEventListener("input", () => {
  if (suggested === null || login.value !== suggested) return;
  suggested = sender.value.trim();
  login.value = suggested;
  login.dispatchEvent(new Event("input", { bubbles: true }));
});

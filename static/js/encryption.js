// What SSL/TLS means on the port that is written; without it there is no certificate to ignore.

const port = document.getElementById("port");
const encrypts = document.getElementById("uses_tls");
const ignores = document.getElementById("ignores_certificate");

function tell() {
  const means = !encrypts.checked ? "off" : port.value.trim() === "465" ? "implicit" : "starttls";
  for (const hint of document.querySelectorAll("[data-encryption]")) {
    hint.hidden = hint.dataset.encryption !== means;
    const shown = hint.querySelector("[data-port]");
    if (shown) shown.textContent = port.value.trim() || "587";
  }
  ignores.disabled = !encrypts.checked;
}

port.addEventListener("input", tell);
encrypts.addEventListener("change", tell);
tell();

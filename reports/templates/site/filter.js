// Shows the rows (or articles) that hold what is typed, rows by name and code; without this script all are shown.
(() => {
  const box = document.querySelector(".filter");
  if (!box) return;
  const input = box.querySelector("input");
  const status = box.querySelector("[role=status]");
  const rows = [...document.querySelectorAll(".ranking tbody tr, .found > article, .problems > ul > li")];
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const names = rows.map((row) => plain((row.matches("tr") ? row.querySelector("th") : row).textContent));
  box.hidden = false;
  input.addEventListener("input", () => {
    const wanted = plain(input.value.trim());
    let shown = 0;
    rows.forEach((row, place) => {
      row.hidden = !names[place].includes(wanted);
      if (!row.hidden) shown += 1;
    });
    status.textContent = shown ? "" : status.dataset.none;
  });
})();

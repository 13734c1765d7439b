// Tables to take along: copied for a spreadsheet, or as a CSV file, with the amounts in the unit that is shown.
const TABLES = "table.budget, table.indicators, table.chart-table";

// The names of the columns: the headings above each, outermost first, on one line.
const columnNames = (table) => {
  const lines = [...(table.tHead?.rows ?? [])].filter((line) => !line.matches(".numbering"));
  const grid = lines.map(() => []);
  lines.forEach((line, top) => {
    let left = 0;
    for (const cell of line.cells) {
      while (grid[top][left] !== undefined) left += 1;
      for (let down = top; down < Math.min(top + cell.rowSpan, grid.length); down += 1) {
        for (let right = left; right < left + cell.colSpan; right += 1) grid[down][right] = squeezed(cell.textContent);
      }
    }
  });
  return (grid[0] ?? []).map((_, column) => [...new Set(grid.map((line) => line[column]))].filter(Boolean).join(" / "));
};

// The text of a cell; numbers without separators.
const cellText = (cell) => {
  let text = cell.textContent;
  for (const figure of cell.querySelectorAll(FIGURE)) {
    text = text.replace(figure.textContent, figure.textContent.replace(/,/g, ""));
  }
  return squeezed(text);
};

// What a spreadsheet would take for a formula gets an apostrophe; numbers keep their minus.
const harmless = (text) => {
  const number = /^-[\d.,]*\d[\d.,]*$/.test(text);
  return /^[=+@\t\r-]/.test(text) && !number ? `'${text}` : text;
};

const tableRows = (table) => [
  columnNames(table),
  ...[...table.querySelectorAll("tbody tr")].map((line) => [...line.cells].map(cellText)),
].map((fields) => fields.map(harmless));

const quoted = (text) => (/[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);

const csvText = (table) => `\ufeff${tableRows(table).map((fields) => fields.map(quoted).join(",")).join("\r\n")}\r\n`;

const fileName = (table) => {
  const number = squeezed(table.caption?.querySelector(".table-number")?.textContent ?? "").replace(/\s/g, "");
  const title = table.matches(".budget") ? squeezed(table.caption?.querySelector(".table-title")?.textContent ?? "") : tableTitle(table);
  let name = number ? `${number}-${title}` : title;
  if (chosen !== AS_PRINTED && !name.includes(chosen)) name = word("file-unit", { name, unit: chosen });
  return `${name.replace(/[\\/:*?"<>|\u0000-\u001f]/g, "_").slice(0, 80)}.csv`;
};

const download = (table) => {
  const name = fileName(table);
  const address = URL.createObjectURL(new Blob([csvText(table)], { type: "text/csv;charset=utf-8" }));
  const link = element("a", { href: address, download: name, hidden: "" });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
  tell(word("downloaded", { name }));
};

const ACTIONS = {
  copy: (table) => copy(tableRows(table).map((fields) => fields.join("\t")).join("\n")),
  download,
};

const startTables = () => {
  for (const box of document.querySelectorAll(".table-scroll")) {
    const table = box.querySelector(TABLES);
    if (!table) continue;
    const title = tableTitle(table);
    const tools = element("div", { class: "table-tools" });
    for (const [name, act] of Object.entries(ACTIONS)) {
      const label = word("of-table", { action: word(name), title });
      const button = element("button", { type: "button", "aria-label": label }, word(name));
      button.addEventListener("click", () => act(table));
      tools.append(button);
    }
    box.before(tools);
  }
};

// What the places of the page are called.
const tableOf = (node) => node.closest("table");

// A caption's remark on its unit, which changes.
const UNIT_REMARK = new RegExp(`[（(][^（）()]*[：:]\\s*(${notes.scales.map(([name]) => name).join("|")})[）)]$`);

// The title of a table: of a chart's data that of the chart.
const tableTitle = (table) => {
  const chart = table.closest("figure.chart");
  const caption = table.caption;
  if (chart) return squeezed(chart.querySelector("figcaption")?.textContent ?? "").replace(UNIT_REMARK, "");
  const title = caption?.querySelector(".table-title");
  if (!title) return squeezed(caption?.textContent ?? "");
  if (!table.matches(".budget")) return table.closest("[aria-label]")?.getAttribute("aria-label") ?? squeezed(title.textContent);
  return squeezed(`${caption.querySelector(".table-number")?.textContent ?? ""} ${title.textContent}`);
};

const headingOf = (node) => {
  const home = node.closest(".statement, .table-section, section");
  return squeezed((home?.querySelector("h2, h3") ?? document.querySelector("h1"))?.textContent ?? "");
};

const placeOf = (node) => {
  const table = tableOf(node);
  return table ? tableTitle(table) : headingOf(node);
};

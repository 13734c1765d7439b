// The labels of charts in another unit. A drawing holds texts only; the table of its data tells what they are.
const LEAST_SHRINK = 0.75;
let chartEdits;

// The rows of a chart's data: name, and the amounts in it with their printed texts; a bare 0 is the same in any unit.
const chartRows = (chart) =>
  [...chart.querySelectorAll(".chart-table tbody tr")].map((row) => ({
    label: row.cells[0].textContent,
    name: row.cells[0].textContent.replace(/\s+/g, ""),
    amounts: [...row.querySelectorAll(FIGURE)]
      .filter((figure) => printedTexts.has(figure))
      .map((figure) => [printedTexts.get(figure), figure.getAttribute("value")]),
  }));

// Texts of the figures as printed, for those that are rewritten.
let printedTexts;
const rememberPrinted = () => {
  printedTexts = new Map();
  for (const [node, original] of edits) {
    if (node.parentElement?.matches?.(FIGURE)) printedTexts.set(node.parentElement, original);
  }
};

// Each text of the drawing that ends in an amount of its item, or holds it before a rate.
const labelsOf = (chart, rows) => {
  const found = [];
  let item = -1;
  let name = "";
  for (const label of chart.querySelectorAll("svg text")) {
    const text = label.textContent;
    const bare = text.replace(/\s+/g, "");
    const next = rows[item + 1];
    if (name.startsWith(bare)) {
      name = name.slice(bare.length);
    } else if (next && bare !== "" && next.name.startsWith(bare)) {
      item += 1;
      name = next.name.slice(bare.length);
    } else {
      const amount = rows[item]?.amounts.find(([printed]) => holdsAmount(text, printed));
      if (amount) found.push([label, text, ...amount]);
    }
  }
  return found;
};

const holdsAmount = (text, printed) => {
  const start = text.lastIndexOf(printed);
  if (start < 0) return false;
  const after = text[start + printed.length] ?? "";
  return (start === 0 || /\s/.test(text[start - 1])) && (after === "" || after === "（" || after === "(");
};

// The description in words, in pieces: text and what changes in turn. Its unit comes first (null), then the amounts in
// the order of the table, each after the name of its item.
const describedAmounts = (description, rows) => {
  const pieces = [];
  const text = description.textContent;
  const unit = new RegExp(`[：:]\\s*${TEXT_UNIT}`).exec(text);
  let kept = 0;
  let from = 0;
  const cut = (start, end, what) => {
    pieces.push(text.slice(kept, start), what);
    kept = from = end;
  };
  if (unit) cut(unit.index + unit[0].length - TEXT_UNIT.length, unit.index + unit[0].length, null);
  for (const row of rows) {
    const named = text.indexOf(row.label, from);
    if (named >= 0) from = named + row.label.length;
    for (const [printed, value] of row.amounts) {
      const start = text.indexOf(printed, from);
      if (start >= 0) cut(start, start + printed.length, value);
    }
  }
  return [...pieces, text.slice(kept)];
};

const gatherChartEdits = () => {
  chartEdits = [];
  rememberPrinted();
  for (const chart of document.querySelectorAll("figure.chart")) {
    const drawing = chart.querySelector("svg");
    if (!drawing) continue;
    const rows = chartRows(chart);
    const description = drawing.querySelector("desc");
    const width = drawing.viewBox.baseVal.width;
    const labels = labelsOf(chart, rows).map(([label, text, printed, value]) => {
      const start = text.lastIndexOf(printed);
      return {
        label,
        value,
        width,
        text,
        before: text.slice(0, start),
        after: text.slice(start + printed.length),
        style: label.getAttribute("style"),
        x: label.getAttribute("x"),
      };
    });
    const pieces = description ? describedAmounts(description, rows) : [];
    chartEdits.push({ labels, description, original: description?.textContent, pieces });
  }
};

const described = (piece, place, scale) => {
  if (place % 2 === 0) return piece;
  return piece === null ? scale[0] : amountText(piece, scale);
};

const relabelCharts = (scale) => {
  if (!chartEdits) gatherChartEdits();
  for (const { labels, description, original, pieces } of chartEdits) {
    for (const one of labels) {
      one.label.textContent = scale ? one.before + amountText(one.value, scale) + one.after : one.text;
      one.label.setAttribute("style", one.style);
      one.label.setAttribute("x", one.x);
    }
    if (!description) continue;
    description.textContent = scale ? pieces.map((piece, place) => described(piece, place, scale)).join("") : original;
  }
  if (scale) fitLabels(chartEdits.flatMap(({ labels }) => labels));
};

// Labels that would leave the drawing are set smaller, and then end at its edge; all is measured before any is moved.
const fitLabels = (labels) => {
  const measured = labels.map((one) => [one, one.label.getComputedTextLength(), parseFloat(getComputedStyle(one.label).fontSize)]);
  for (const [one, length, size] of measured) {
    const left = parseFloat(one.x);
    const room = one.width - left - 1;
    if (length <= room) continue;
    const ratio = Math.min(Math.max(room / length, LEAST_SHRINK), (one.width - 1) / length);
    one.label.style.fontSize = `${size * ratio}px`;
    if (length * ratio <= room) continue;
    one.label.setAttribute("x", Math.max(0, one.width - 1 - length * ratio));
    one.label.style.paintOrder = "stroke"; // a rim in the colour of the ground, for it now stands on the bar
    one.label.style.stroke = "var(--chart-ground, #ffffff)";
    one.label.style.strokeWidth = "3px";
    one.label.style.strokeLinejoin = "round";
  }
};

// The reader's unit of money: rewrites the text of every amount from its exact value, and the words of units beside.
// Nothing else is touched; going back puts every text in its place again, to the letter.
const STORED = "reportgen-unit";
const [TEXT_UNIT, TABLE_UNIT] = notes.units;
const AS_PRINTED = "";
let edits;
let chosen = AS_PRINTED;
const afterSwitch = [];

// The unit that an amount is shown in now.
const unitOf = (figure) => {
  if (chosen !== AS_PRINTED) return chosen;
  return figure.closest("table.budget") ? TABLE_UNIT : TEXT_UNIT;
};

// The unit that a figure was printed in; none when its text is not what we would print.
const printedUnit = (figure) => {
  const value = figure.getAttribute("value") ?? "";
  if (figure.firstChild?.nodeType !== Node.TEXT_NODE || figure.childNodes.length > 1 || !AMOUNT.test(value)) return null;
  const order = figure.closest("table.budget") ? [TABLE_UNIT, TEXT_UNIT] : [TEXT_UNIT, TABLE_UNIT];
  if (!isAmount(noteOf(figure.dataset.key))) return null;
  const text = figure.firstChild.data;
  if (text === "0" && AMOUNT.test(value) && BigInt(value.replace(/[-.]/g, "")) === 0n) return order[0];
  return order.find((unit) => text === amountText(value, scaleOf(unit))) ?? null;
};

const edit = (node, make) => edits.push([node, node.data, make]);

const editFigure = (figure) => {
  const unit = printedUnit(figure);
  if (unit === null) return;
  const value = figure.getAttribute("value");
  if (figure.firstChild.data !== "0") edit(figure.firstChild, (scale) => amountText(value, scale));
  const next = figure.nextSibling;
  if (next?.nodeType !== Node.TEXT_NODE) return;
  const lead = /^\s*/.exec(next.data)[0];
  if (!next.data.startsWith(unit, lead.length)) return;
  const rest = next.data.slice(lead.length + unit.length);
  edit(next, ([name]) => lead + name + rest);
};

// Captions: 单位：万元, and （万元） before the amounts of an indicator table.
const editCaption = (holder, unit) => {
  for (const node of holder.childNodes) {
    if (node.nodeType !== Node.TEXT_NODE) continue;
    const place = new RegExp(`([：:（(]\\s*)${unit}(?=\\s*(?:[）):：]|$))(?!.*[：:（(]\\s*${unit})`).exec(node.data);
    if (!place) continue;
    const start = place.index + place[1].length;
    const [before, after] = [node.data.slice(0, start), node.data.slice(start + unit.length)];
    edit(node, ([name]) => before + name + after);
  }
};

const gatherEdits = () => {
  edits = [];
  for (const figure of document.querySelectorAll(FIGURE)) editFigure(figure);
  for (const holder of document.querySelectorAll(".table-unit")) editCaption(holder, TABLE_UNIT);
  for (const holder of document.querySelectorAll(".chart figcaption, .chart-table caption")) editCaption(holder, TEXT_UNIT);
  for (const holder of document.querySelectorAll(".indicators caption .field-name")) {
    if (holder.parentElement.querySelector(FIGURE)) editCaption(holder, TEXT_UNIT);
  }
  for (const box of document.querySelectorAll(".chart .table-scroll[aria-label]")) {
    editCaption({ childNodes: [box.getAttributeNode("aria-label")].map(asText) }, TEXT_UNIT);
  }
};

// An attribute in the shape of a text node.
const asText = (attribute) => ({
  nodeType: Node.TEXT_NODE,
  get data() {
    return attribute.value;
  },
  set data(text) {
    attribute.value = text;
  },
});

const showUnit = (name) => {
  if (name === chosen) return;
  if (!edits) gatherEdits();
  chosen = name;
  const scale = scaleOf(name);
  for (const [node, original, make] of edits) {
    const text = scale ? make(scale) : original;
    if (node.data !== text) node.data = text;
  }
  relabelCharts(scale);
  for (const then of afterSwitch) then();
};

// Kept for the next visit where the browser lets pages keep anything.
const storedUnit = () => {
  try {
    return sessionStorage.getItem(STORED);
  } catch {
    return null;
  }
};

const storeUnit = (name) => {
  try {
    sessionStorage.setItem(STORED, name);
  } catch {
    // a page in a closed frame keeps nothing
  }
};

const unitSwitch = () => {
  const same = TEXT_UNIT === TABLE_UNIT;
  const names = notes.scales.map(([name]) => (same && name === TEXT_UNIT ? [AS_PRINTED, name] : [name, name]));
  if (!same) names.unshift([AS_PRINTED, word("as-printed")]);
  const stored = storedUnit();
  const first = names.some(([value]) => value === stored) ? stored : AS_PRINTED;
  const box = element("fieldset", { class: "unit-switch" }, element("legend", { class: "unseen" }, word("unit")));
  for (const [value, name] of names) {
    const button = element("input", { type: "radio", name: "reportgen-unit", value, autocomplete: "off" });
    button.checked = value === first;
    box.append(element("label", {}, button, element("span", {}, name)));
  }
  box.addEventListener("change", ({ target }) => {
    showUnit(target.value);
    storeUnit(target.value);
    tell(word("unit-chosen", { unit: target.parentElement.textContent }));
  });
  if (first !== AS_PRINTED) showUnit(first);
  return box;
};

// Amounts, exactly: 分 as integers of any size, rounded half up, with thousands separators.
const scaleOf = (name) => notes.scales.find(([unit]) => unit === name);
const YUAN = notes.scales[0];
const AMOUNT = /^-?\d+\.\d\d$/;

const grouped = (digits) => digits.replace(/\B(?=(\d{3})+$)/g, ",");

// An exact value (元 with two decimals) as a magnitude in a unit, as the report prints it.
const amountText = (value, [, power, places]) => {
  const fen = BigInt(value.replace(/[-.]/g, ""));
  const divisor = 10n ** BigInt(power + 2 - places);
  const digits = ((2n * fen + divisor) / (2n * divisor)).toString().padStart(places + 1, "0");
  return `${grouped(digits.slice(0, -places))}.${digits.slice(-places)}`;
};

const sign = (value) => (value.startsWith("-") ? "−" : "");

// A ratio such as 0.874152815428 as a percentage, exactly.
const percentText = (value) => {
  const [whole, part = ""] = value.replace("-", "").split(".");
  const digits = whole + part.padEnd(2, "0").slice(0, 2);
  const rest = part.slice(2);
  return `${sign(value)}${grouped(digits.replace(/^0+(?=\d)/, ""))}${rest ? `.${rest}` : ""}%`;
};

// What the notes say of figures.
const [SUM, DIFFERENCE, GROWTH, SHARE, FACT, COUNT, ROWS] = [0, 1, 2, 3, 4, 5, 6];
let placesOfKeys;
const noteOf = (key) => {
  placesOfKeys ??= new Map(notes.keys.map((known, place) => [known, place]));
  return notes.notes[placesOfKeys.get(key)];
};
const labelText = (parts) => parts.map((place) => notes.texts[place]).join(" ");
const isAmount = (note) => note !== undefined && ![GROWTH, SHARE, COUNT].includes(note[0]);

// The figures of the page by key, in order.
let figuresByKey;
const occurrences = (key) => {
  if (!figuresByKey) {
    figuresByKey = new Map();
    for (const figure of document.querySelectorAll(FIGURE)) {
      const known = figuresByKey.get(figure.dataset.key);
      known ? known.push(figure) : figuresByKey.set(figure.dataset.key, [figure]);
    }
  }
  return figuresByKey.get(key) ?? [];
};

// What can be found: headings, codes and names of rows, projects, terms, figures. Gathered when a search first needs it.
let index;

const bare = (text) => text.normalize("NFKC").toLowerCase();
const entry = (type, text, place, target, extra = {}) => ({
  type,
  text,
  place,
  target,
  focus: target,
  plain: bare(text),
  digits: "",
  ...extra,
});

const HEADINGS = { H2: "part", H3: "heading", H4: "heading" };

const headingEntries = () => {
  const found = [];
  let part = "";
  let section = "";
  for (const heading of main.querySelectorAll("h2, h3, h4")) {
    const text = squeezed(heading.textContent);
    let type = HEADINGS[heading.tagName];
    if (heading.tagName === "H2") part = text;
    if (heading.tagName === "H3") {
      section = text;
      if (heading.matches(".table-heading")) type = "table";
      else if (heading.closest(".statement")) type = "statement";
    }
    if (heading.matches(".project-name")) type = "project";
    const place = heading.tagName === "H2" ? "" : heading.tagName === "H3" ? part : section;
    found.push(entry(type, text, place, heading));
  }
  return found;
};

// The rows of one table: each named cell, with the code that stands before it.
const rowEntries = (table) => {
  const found = [];
  const title = tableTitle(table);
  let place = title;
  for (const line of table.querySelectorAll("tbody tr")) {
    let code = "";
    if (line.matches(".unit")) place = `${title} ${squeezed([...line.querySelectorAll(".name")].map((cell) => cell.textContent).join(" "))}`;
    for (const cell of line.cells) {
      const text = squeezed(cell.textContent);
      if (cell.matches(".code")) code += text;
      else if (text && cell.matches(".name, .project-name, .level3")) {
        const project = cell.matches(".project-name");
        const whole = code && !project ? `${code} ${text}` : text;
        const type = project ? "project" : /^\d{3,7}\b/.test(whole) ? "code" : "row";
        const digits = /^\d{3,7}(?=\s|$)/.exec(whole)?.[0] ?? "";
        found.push(entry(type, whole, place, line, { digits, focus: line.querySelector(FIGURE) ?? cell }));
      }
    }
  }
  return found;
};

const figureEntries = () =>
  notes.keys.flatMap((key, at) => {
    const figure = occurrences(key)[0];
    if (!figure) return [];
    const note = notes.notes[at];
    const printed = shownValue(figure, note);
    const exact = isAmount(note) ? figure.getAttribute("value").replace("-", "") : "";
    const text = `${labelText(note[1])} ${printed}`;
    return [entry("figure", text, placeOf(figure), figure, { digits: figure.textContent.replace(/,/g, ""), exact })];
  });

const entries = () => {
  index ??= [
    ...headingEntries(),
    ...[...document.querySelectorAll("table.budget, table.indicators")].flatMap(rowEntries),
    ...[...document.querySelectorAll(".glossary dt")].map((term) => entry("term", squeezed(term.textContent), headingOf(term), term)),
    ...figureEntries(),
  ];
  return index;
};

// How well an entry fits: 0 the very code or amount, 1 the beginning, 2 somewhere in it; nothing when it does not.
const fit = (one, text, digits) => {
  if (digits && (one.digits || one.exact)) {
    if (one.digits === digits || one.exact === digits || one.exact === `${digits}.00`) return 0;
    if (one.digits.startsWith(digits) || one.exact?.startsWith(digits)) return 1;
  }
  const at = one.plain.indexOf(text);
  return at < 0 ? undefined : at === 0 ? 1 : 2;
};

const search = (query) => {
  const text = bare(squeezed(query));
  const digits = /^[\d.,\s]+$/.test(text) ? text.replace(/[,\s]/g, "") : "";
  const fits = [[], [], []];
  if (text) {
    for (const one of entries()) {
      const how = fit(one, text, digits);
      if (how !== undefined) fits[how].push(one);
    }
  }
  return fits.flat();
};

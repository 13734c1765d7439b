// The note on one figure: what it is, its exact value, how it follows from others, and where else it stands.
const MOST_PLACES = 8;

const row = (name, ...content) => [element("dt", {}, word(name)), element("dd", {}, ...content)];

const signedAmount = (value, unit) => `${sign(value)}${amountText(value, scaleOf(unit))} ${unit}`;

// The value as it is printed, with its unit.
const shownValue = (figure, note) => {
  const text = figure.textContent;
  if (!note) return text;
  if (note[0] === COUNT) return squeezed(`${text} ${notes.texts[note[2][0]] ?? ""}`);
  return isAmount(note) ? `${text} ${unitOf(figure)}` : `${text}%`;
};

const exactValue = (figure, note) => {
  const value = figure.getAttribute("value");
  if (isAmount(note)) return `${sign(value)}${amountText(value, YUAN)} ${YUAN[0]}`;
  return note[0] === COUNT ? null : percentText(value);
};

// A figure that a formula takes: a link where it is printed, with its value the first time.
const termOf = (term, unit, again = false) => {
  const key = typeof term === "number" ? notes.keys[term] : null;
  const first = key === null ? null : occurrences(key)[0];
  if (!first) {
    const [label, value] = key === null ? term : [noteOf(key)[1], null];
    const shown = value !== null && AMOUNT.test(value) ? signedAmount(value, unit) : value ?? "";
    return element("span", { class: "term" }, labelText(label), element("span", { class: "term-value" }, again ? "" : ` ${shown}`));
  }
  const value = first.getAttribute("value");
  const shown = AMOUNT.test(value) ? signedAmount(value, unit) : first.textContent;
  const link = element("a", { href: `#${key}` }, labelText(noteOf(key)[1]));
  link.addEventListener("click", (event) => follow(event, first));
  return element("span", { class: "term" }, link, element("span", { class: "term-value" }, again ? "" : ` ${shown}`));
};

const formulaOf = (note, unit) => {
  const [operation, , parts] = note;
  if (operation === FACT || operation === COUNT) return [word(operation === FACT ? "fact" : "count")];
  if (operation === ROWS) return conditions(parts.map((place) => notes.texts[place]));
  const terms = parts.map((part) => termOf(part, unit));
  if (operation === SUM) return terms.flatMap((term, place) => (place ? [" ＋ ", term] : [term]));
  if (operation === DIFFERENCE) return [terms[0], " － ", terms[1]];
  if (operation === SHARE) return [terms[0], " ÷ ", terms[1]];
  return ["（", terms[0], " － ", terms[1], "） ÷ ", termOf(parts[1], unit, true)];
};

// What a sum takes of the budget: a sentence, and a list of what its rows have in common.
const conditions = ([basis, ...all]) => {
  if (!all.length) return [word("rows-all", { basis })];
  return [word("rows", { basis }), element("ul", {}, ...all.map((text) => element("li", {}, text)))];
};

// Links to where else the number stands; places of the same name are numbered.
const elsewhere = (figure) => {
  const others = occurrences(figure.dataset.key).filter((other) => other !== figure);
  const names = others.map(placeOf);
  const seen = new Map();
  const links = others.slice(0, MOST_PLACES).map((other, place) => {
    const name = names[place];
    const number = (seen.get(name) ?? 0) + 1;
    seen.set(name, number);
    const several = names.filter((one) => one === name).length > 1;
    const text = several ? word("elsewhere-next", { place: name, number }) : name;
    const link = element("a", { href: `#${figure.dataset.key}` }, text);
    link.addEventListener("click", (event) => follow(event, other));
    return element("li", {}, link);
  });
  if (others.length > MOST_PLACES) {
    links.push(element("li", {}, word("elsewhere-more", { count: others.length - MOST_PLACES })));
  }
  return links;
};

const address = (key) => `${document.URL.replace(/#.*$/, "")}#${key}`;

const noteContent = (figure) => {
  const key = figure.dataset.key;
  const note = noteOf(key);
  const list = element("dl", {}, ...row("value", shownValue(figure, note)));
  if (note) {
    const exact = exactValue(figure, note);
    if (exact) list.append(...row("exact", exact));
    const remark = note[3] === undefined ? [] : [element("p", {}, notes.texts[note[3]])];
    list.append(...row("formula", ...formulaOf(note, unitOf(figure)), ...remark));
  }
  const places = elsewhere(figure);
  if (places.length) list.append(...row("elsewhere", element("ul", {}, ...places)));
  const link = element("button", { type: "button" }, word("copy-link"));
  link.addEventListener("click", () => copy(address(key)));
  return [list, link];
};

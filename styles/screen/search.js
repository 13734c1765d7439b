// The search box with its list of results: arrows choose, Enter goes there, Escape closes, / begins.
const MOST_RESULTS = 40;
const PAUSE = 120;
const field = element("input", {
  type: "search", class: "search-field", id: "search-field", role: "combobox", autocomplete: "off", spellcheck: "false",
  "aria-label": word("search-label"), "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": "search-results", placeholder: word("search"),
});
const list = element("ul", { class: "search-results", id: "search-results", role: "listbox", "aria-label": word("results"), hidden: "" });
const count = element("p", { class: "unseen", role: "status" });
const empty = element("p", { class: "search-empty", hidden: "" }, word("found-nothing"));
let results = [];
let active = -1;
let pause = 0;

const closeResults = () => {
  clearTimeout(pause);
  list.hidden = empty.hidden = true;
  active = -1;
  field.setAttribute("aria-expanded", "false");
  field.removeAttribute("aria-activedescendant");
};

const option = (one, at) =>
  element(
    "li",
    { role: "option", id: `search-result-${at}`, "aria-selected": "false" },
    element("span", { class: "result-type" }, word(`type-${one.type}`)),
    " ",
    element("span", { class: "result-text" }, one.text),
    " ",
    element("span", { class: "result-place" }, one.place),
  );

const find = () => {
  const query = field.value.trim();
  if (!query) {
    closeResults();
    count.textContent = "";
    return;
  }
  const all = search(query);
  results = all.slice(0, MOST_RESULTS);
  active = -1;
  field.removeAttribute("aria-activedescendant");
  list.replaceChildren(...results.map(option));
  list.scrollTop = 0;
  list.hidden = !results.length;
  empty.hidden = results.length > 0;
  field.setAttribute("aria-expanded", String(results.length > 0));
  const told = results.length ? (all.length > MOST_RESULTS ? "found-more" : "found") : "found-nothing";
  count.textContent = word(told, { count: all.length, shown: results.length });
};

const activate = (at) => {
  list.children[active]?.setAttribute("aria-selected", "false");
  active = (at + results.length) % results.length;
  const chosenOption = list.children[active];
  chosenOption.setAttribute("aria-selected", "true");
  field.setAttribute("aria-activedescendant", chosenOption.id);
  const [top, bottom] = [chosenOption.offsetTop, chosenOption.offsetTop + chosenOption.offsetHeight];
  if (top < list.scrollTop) list.scrollTop = top;
  else if (bottom > list.scrollTop + list.clientHeight) list.scrollTop = bottom - list.clientHeight;
};

const choose = (at) => {
  const one = results[at];
  if (!one) return;
  closeResults();
  lead(one.target, one.focus);
};

const searchKey = (event) => {
  if (event.isComposing) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    if (list.hidden) find();
    if (results.length && !list.hidden) activate(event.key === "ArrowDown" ? active + 1 : Math.max(active, 0) - 1);
  } else if (event.key === "Enter") {
    event.preventDefault();
    clearTimeout(pause);
    if (list.hidden || active < 0) find();
    choose(Math.max(active, 0));
  } else if (event.key === "Escape") {
    event.preventDefault();
    if (list.hidden && empty.hidden) field.value = "";
    closeResults();
  }
};

const searchBox = () => {
  field.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(find, PAUSE);
  });
  field.addEventListener("keydown", searchKey);
  field.addEventListener("focusout", closeResults);
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
  list.addEventListener("click", ({ target }) => choose([...list.children].indexOf(target.closest("li"))));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, textarea, select")) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
  afterSwitch.push(() => (index = undefined));
  return element("div", { class: "search" }, field, list, empty, count);
};

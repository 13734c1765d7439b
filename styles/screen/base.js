// What every part of the script shares: the notes on the figures, words, elements, and how a reader is led to a place.
const root = document.documentElement;
const notes = JSON.parse(document.currentScript.previousElementSibling.textContent);
const main = document.querySelector("main") ?? document.body;
const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
const FIGURE = "data.figure";
const FLASH = 3000;

// A word of the layout with its places filled.
const word = (key, values = {}) =>
  (notes.words[key] ?? "").replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);

// An element with attributes (null: left out) and children.
const element = (tag, attributes = {}, ...children) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null) made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
};

const squeezed = (text) => text.replace(/\s+/g, " ").trim();

// A short message, seen and heard.
const said = element("p", { class: "said", role: "status" });
let silence = 0;
const tell = (text) => {
  clearTimeout(silence);
  said.textContent = text;
  silence = setTimeout(() => (said.textContent = ""), FLASH);
};

// Puts a text on the clipboard. Browsers refuse the newer way in frames and without a secure address.
const copy = async (text) => {
  let done = false;
  try {
    await navigator.clipboard.writeText(text);
    done = true;
  } catch {
    done = copyBySelection(text);
  }
  tell(word(done ? "copied" : "not-copied"));
};

const copyBySelection = (text) => {
  const active = document.activeElement;
  const box = element("textarea", { class: "unseen", "aria-hidden": "true", tabindex: "-1" });
  box.value = text;
  document.body.append(box);
  box.select();
  let done = false;
  try {
    done = document.execCommand("copy");
  } catch {
    // told as not copied
  }
  box.remove();
  active?.focus({ preventScroll: true });
  return done;
};

const reveal = (target) => {
  for (let box = target.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
};

const flash = (target) => {
  target.classList.add("found-here");
  setTimeout(() => target.classList.remove("found-here"), FLASH);
};

// Leads the reader to an element, wherever it is hidden; the keyboard goes on from there, or from `focus` in it.
const lead = (target, focus = target) => {
  reveal(target);
  const inBox = target.closest(".table-scroll") !== null;
  target.scrollIntoView({
    behavior: calm.matches ? "auto" : "smooth",
    block: target.matches("h2, h3, h4, dt") ? "start" : "center",
    inline: inBox && !target.matches("tr") ? "center" : "nearest",
  });
  flash(target);
  if (!focus.matches("a[href], button, input, summary, [tabindex]")) focus.tabIndex = -1;
  focus.focus({ preventScroll: true });
};

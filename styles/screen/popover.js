// When and where the note on a figure is shown: on hover after a moment, on a click or tap, or by the keyboard.
// One figure of each table and statement is a stop of the Tab key; arrows go from figure to figure, Enter opens the note.
const DELAY = 350;
const GAP = 6;
const EDGE = 8;
const noteTitle = element("p", { class: "note-label", id: "figure-note-label" });
const noteClose = element("button", { type: "button", class: "note-close", "aria-label": word("close") }, "×");
const noteBody = element("div", { class: "note-body" });
const noteBox = element(
  "div",
  { class: "figure-note", id: "figure-note", role: "dialog", "aria-labelledby": "figure-note-label", tabindex: "-1", hidden: "" },
  element("div", { class: "note-head" }, noteTitle, noteClose),
  noteBody,
);
let noted = null;
let pinned = false;
let soon = 0;

const placeNote = (figure) => {
  const at = figure.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = noteBox;
  const below = at.bottom + GAP + height <= root.clientHeight || at.top - GAP - height < 0;
  const left = Math.max(EDGE, Math.min(at.left + at.width / 2 - width / 2, root.clientWidth - width - EDGE));
  noteBox.style.left = `${window.scrollX + left}px`;
  noteBox.style.top = `${window.scrollY + (below ? at.bottom + GAP : at.top - GAP - height)}px`;
};

const showNote = (figure, keep) => {
  clearTimeout(soon);
  noted?.classList.remove("noted-figure");
  noted = figure;
  pinned = keep;
  const note = noteOf(figure.dataset.key);
  noteTitle.textContent = note ? labelText(note[1]) : placeOf(figure);
  noteBody.replaceChildren(...noteContent(figure));
  noteBox.hidden = false;
  noted.classList.add("noted-figure");
  placeNote(figure);
  if (keep) noteBox.focus({ preventScroll: true });
};

const hideNote = () => {
  clearTimeout(soon);
  if (!noted) return;
  const figure = noted;
  const inside = noteBox.contains(document.activeElement);
  noted = null;
  pinned = false;
  figure.classList.remove("noted-figure");
  if (inside) focusFigure(figure);
  noteBox.hidden = true;
};

// From a note to another figure.
const follow = (event, figure) => {
  event.preventDefault();
  hideNote();
  lead(figure);
  makeStop(figure);
};

// The Tab key

const groupOf = (figure) => figure.closest("table") ?? figure.closest(".statement") ?? figure.closest("section, main, body");

const figuresOf = (group) => [...group.querySelectorAll(FIGURE)].filter((figure) => groupOf(figure) === group);

const stops = new Map();

const makeStop = (figure) => {
  const group = groupOf(figure);
  const before = stops.get(group);
  if (before !== figure) before?.removeAttribute("tabindex"); // taken from the focused one, it would take the focus, too
  stops.set(group, figure);
  figure.tabIndex = 0;
};

const focusFigure = (figure) => {
  makeStop(figure);
  figure.focus({ preventScroll: true });
};

const stopsOfPage = () => {
  for (const figure of document.querySelectorAll(FIGURE)) {
    if (!stops.has(groupOf(figure))) makeStop(figure);
  }
};

// The figure above or below in a table: in the same column, in the next row that has one there.
const vertical = (figure, step) => {
  const cell = figure.closest("td, th");
  const table = figure.closest("table");
  if (!cell || !table) return null;
  for (let at = cell.parentElement.rowIndex + step; at >= 0 && at < table.rows.length; at += step) {
    const found = table.rows[at].cells[cell.cellIndex]?.querySelector(FIGURE);
    if (found) return found;
  }
  return null;
};

const neighbour = (figure, key) => {
  const inTable = figure.closest("td, th") !== null;
  if (inTable && (key === "ArrowUp" || key === "ArrowDown")) return vertical(figure, key === "ArrowUp" ? -1 : 1);
  const all = figuresOf(groupOf(figure));
  const at = all.indexOf(figure);
  const places = { ArrowLeft: at - 1, ArrowUp: at - 1, ArrowRight: at + 1, ArrowDown: at + 1, Home: 0, End: all.length - 1 };
  return all[places[key]] ?? null;
};

const figureKey = (event, figure) => {
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    showNote(figure, true);
  } else if (/^(Arrow|Home$|End$)/.test(event.key)) {
    const next = neighbour(figure, event.key);
    event.preventDefault();
    if (!next) return;
    hideNote();
    makeStop(next);
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
};

// Beyond the ends of the note the keyboard is back at the figure.
const noteKey = (event) => {
  if (event.key !== "Tab") return;
  const parts = [...noteBox.querySelectorAll("a, button")];
  const last = event.shiftKey ? [parts[0], noteBox] : [parts[parts.length - 1]];
  if (!last.includes(document.activeElement)) return;
  event.preventDefault();
  hideNote();
};

// What happens on the page

const hovered = (event) => {
  if (event.pointerType !== "mouse") return;
  const figure = event.target.closest?.(FIGURE) ?? null;
  clearTimeout(soon);
  if (pinned || noteBox.contains(event.target)) return;
  if (figure && figure !== noted) soon = setTimeout(showNote, DELAY, figure, false);
  else if (!figure && noted) soon = setTimeout(hideNote, DELAY);
};

const clicked = (event) => {
  if (noteBox.contains(event.target)) return;
  const figure = event.target.closest?.(FIGURE);
  if (figure && !event.target.closest("a, button, summary")) {
    if (window.getSelection()?.isCollapsed ?? true) showNote(figure, true);
  } else {
    hideNote();
  }
};

const startNotes = () => {
  document.body.append(noteBox);
  stopsOfPage();
  document.addEventListener("pointerover", hovered);
  document.addEventListener("click", clicked);
  noteClose.addEventListener("click", hideNote);
  noteBox.addEventListener("keydown", noteKey);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && noted) hideNote();
    else if (event.target.matches?.(FIGURE) && !event.ctrlKey && !event.metaKey && !event.altKey) figureKey(event, event.target);
  });
  document.addEventListener("focusin", ({ target }) => {
    if (target.matches?.(FIGURE)) makeStop(target);
    else if (noted && !noteBox.contains(target)) hideNote();
  });
  document.addEventListener("scroll", (event) => {
    if (noted && event.target !== document && !noteBox.contains(event.target)) hideNote();
  }, { capture: true, passive: true });
  window.addEventListener("resize", hideNote);
  afterSwitch.push(hideNote);
};

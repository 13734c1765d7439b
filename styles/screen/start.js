// Puts the tools onto the page.
const roomy = window.matchMedia("(min-width: 64rem)");

// The element that the end of an address names.
const named = (hash) => {
  try {
    return document.getElementById(decodeURIComponent(hash.slice(1)));
  } catch {
    return null;
  }
};

// A link may go to a figure that a closed list of a chart's data holds.
const openTarget = () => {
  const target = named(location.hash);
  const closed = target?.closest("details:not([open])");
  if (!closed) return;
  reveal(target);
  target.scrollIntoView({ block: "center" });
};

const start = () => {
  const nav = document.querySelector("nav.contents");
  const tools = element("div", { class: "tools", role: "search", "aria-label": word("tools") }, searchBox(), unitSwitch());
  if (nav) {
    if (!nav.id) nav.id = "contents";
    tools.append(element("a", { class: "to-contents", href: `#${nav.id}` }, word("contents")));
    nav.before(tools);
    startContents(nav);
  } else {
    tools.classList.add("alone");
    const skip = document.querySelector(".skip-link");
    skip ? skip.after(tools) : document.body.prepend(tools);
  }
  root.classList.add("explorable");
  document.body.append(said);
  startTables();
  startNotes();
  openTarget();
  window.addEventListener("hashchange", openTarget);
};

start();

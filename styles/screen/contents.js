// The contents follow the reader: the last heading above the upper third of the window is the current entry.
const LINE = "100000000px 0px -67% 0px";

const startContents = (nav) => {
  const links = [...nav.querySelectorAll('a[href^="#"]')].flatMap((link) => {
    const heading = named(link.hash);
    return heading && !heading.contains(nav) ? [{ link, heading, passed: false }] : [];
  });
  const known = new Map(links.map((one) => [one.heading, one]));
  let current = null;
  const mark = () => {
    const passed = links.filter((one) => one.passed);
    const link = passed.length ? passed[passed.length - 1].link : null;
    if (link === current) return;
    current?.removeAttribute("aria-current");
    current = link;
    current?.setAttribute("aria-current", "true");
    if (current && roomy.matches) keepInView(nav, current);
  };
  const observer = new IntersectionObserver((changes) => {
    for (const { target, isIntersecting } of changes) known.get(target).passed = isIntersecting;
    mark();
  }, { root: document, rootMargin: LINE });
  for (const { heading } of links) observer.observe(heading);
};

// Scrolls the rail alone, and only when the entry is out of it.
const keepInView = (nav, link) => {
  if (nav.scrollHeight <= nav.clientHeight) return;
  const [box, at] = [nav.getBoundingClientRect(), link.getBoundingClientRect()];
  if (at.top < box.top || at.bottom > box.bottom) nav.scrollTop += at.top - box.top - nav.clientHeight / 3;
};

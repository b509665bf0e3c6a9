// What a screen reader goes by: landmarks, headings, the skip link, and names of drawings.
() => {
  const found = [];
  const all = what => [...document.querySelectorAll(what)];
  const one = what => {
    if (all(what).length !== 1) found.push(`${all(what).length} of "${what}", not one`);
  };
  ["h1", "main", "main h1"].forEach(one);
  if (all("body > header, body > footer, nav").length) {
    ["body > header", "body > footer"].forEach(one);
    const href = all("a, button, input, summary, [tabindex]")[0].getAttribute("href") || "";
    if (document.getElementById(href.slice(1))?.tagName !== "MAIN")
      found.push("the first link does not lead to the main part");
  }
  for (const nav of all("nav"))
    if (!nav.getAttribute("aria-label")) found.push("a navigation has no name");
  for (const link of all("nav:has(ol) a")) {
    const here = link.pathname === location.pathname;
    if (here !== (link.getAttribute("aria-current") === "page"))
      found.push(`the navigation is wrong on whether one is here: ${link.textContent}`);
  }
  let before = 0;
  for (const heading of all("h1, h2, h3, h4, h5, h6")) {
    const level = Number(heading.tagName[1]);
    if (level > before + 1) found.push(`h${level} after h${before}: ${heading.textContent}`);
    before = level;
  }
  for (const svg of all("main svg[role]")) {
    const words = name => document.getElementById(svg.getAttribute(name))?.textContent.trim() ?? "";
    if (words("aria-labelledby").length < 40) found.push("a drawing is not described by its name");
  }
  for (const mark of all("svg a"))
    if (!mark.getAttribute("aria-label")?.trim()) found.push("a mark has no name");
  return found;
}

// All texts of a page, each as the unit that has to be right by itself: a sentence's paragraph, a
// cell, a label; names and descriptions that are only spoken; what a card of the page would say.
() => {
  const blocks = "p, li, th, td, h1, h2, h3, h4, caption, legend, label, summary, svg desc, title";
  const inner = "p, li, ul, ol, table";
  const found = [];
  for (const one of document.querySelectorAll(blocks)) {
    // An inference is told by its whole entry: what follows, from what, and when.
    const entry = one.closest("li[id^=inference-]");
    if (entry ? one === entry : ![...one.children].some(child => child.matches(inner)))
      found.push(one.textContent);
  }
  // Lines of a label start at one place, so that a line is read with the next.
  for (const line of document.querySelectorAll("svg text")) {
    const next = line.nextElementSibling;
    const more = next?.matches("text") && next.getAttribute("x") === line.getAttribute("x");
    found.push(more ? `${line.textContent} ${next.textContent}` : line.textContent);
  }
  for (const [what, name] of [["[aria-label]", "aria-label"], ["img", "alt"], ["meta", "content"]])
    for (const one of document.querySelectorAll(what)) found.push(one.getAttribute(name));
  return found;
}

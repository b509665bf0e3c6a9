// All texts of a page: paragraphs, cells, labels, names and descriptions that are only spoken, and
// what a card of the page would say. Prose is right sentence by sentence, the rest as a whole.
year => {
  const blocks = "p, li, th, td, h1, h2, h3, h4, caption, legend, label, summary, svg desc, title";
  const inner = "p, li, ul, ol, table";
  const found = [];
  // A sign stands outside the text, and is read with it.
  const signed = one => {
    const copy = one.cloneNode(true);
    for (const link of copy.querySelectorAll("[data-signs]")) link.append(` (${link.dataset.signs})`);
    return copy.textContent;
  };
  for (const one of document.querySelectorAll(blocks)) {
    // An inference is told by its whole entry: what follows, from what, and when.
    const entry = one.closest("li[id^=inference-]");
    if (entry ? one === entry : ![...one.children].some(child => child.matches(inner)))
      found.push({text: signed(one), whole: one === entry});
  }
  // The lines of one label follow each other, so that a line is read together with the next.
  for (const line of document.querySelectorAll("svg text")) {
    if (line.closest(".xtick")) continue; // plotly counts years there
    const next = line.nextElementSibling;
    const more = next?.matches("text") && next.getAttribute("x") === line.getAttribute("x");
    const words = line.textContent, label = more ? `${words} ${next.textContent}` : words;
    found.push({text: words.includes(year) ? label : words, whole: true});
  }
  for (const [what, name] of [["[aria-label]", "aria-label"], ["img", "alt"], ["meta", "content"]])
    for (const one of document.querySelectorAll(what)) found.push({text: one.getAttribute(name) ?? ""});
  return found;
}

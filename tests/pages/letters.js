// Words outside of drawings that are too small to read, and signs under which a line is drawn.
least => {
  const found = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const words = walker.currentNode.textContent.trim(), home = walker.currentNode.parentElement;
    if (!words || home.closest("svg, script, style, .visually-hidden") || !home.checkVisibility()) continue;
    const size = parseFloat(getComputedStyle(home).fontSize);
    if (size < least) found.add(`${size.toFixed(1)} px: ${words}`);
  }
  // The line of a link goes on under all that stands in it, whatever is said of a part.
  for (const link of document.querySelectorAll("a[data-signs]")) {
    const sign = getComputedStyle(link, "::after");
    if (getComputedStyle(link).textDecorationLine !== "none")
      found.add(`underlined: ${link.dataset.signs}`);
    if (parseFloat(sign.fontSize) < least - 1) found.add(`${sign.fontSize}: ${link.dataset.signs}`);
  }
  return [...found];
}

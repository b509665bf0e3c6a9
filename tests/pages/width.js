// What makes a page wider than its window, and what is cut off inside a part that cannot scroll.
() => {
  const found = [], limit = document.documentElement.clientWidth;
  const name = one => `<${one.tagName.toLowerCase()} class="${one.getAttribute("class") ?? ""}">`;
  const scrolls = one => {
    for (one = one.parentElement; one !== document.body; one = one.parentElement)
      if (getComputedStyle(one).overflowX !== "visible") return true;
    return false;
  };
  if (document.documentElement.scrollWidth > limit)
    found.push(`${document.documentElement.scrollWidth} px wide, with room for ${limit}`);
  for (const one of document.body.querySelectorAll("*")) {
    if (one.closest("svg svg, svg *, .visually-hidden, .skip") || !one.checkVisibility()) continue;
    const beyond = one.getBoundingClientRect().right - limit;
    if (beyond > 1 && !scrolls(one)) found.push(`${name(one)} ends ${beyond.toFixed()} px outside`);
    const {overflowX} = getComputedStyle(one);
    if (overflowX === "hidden" && one.scrollWidth > one.clientWidth + 1)
      found.push(`${name(one)} cuts off what it holds`);
  }
  return found;
}

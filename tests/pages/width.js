// What makes a page wider than its window, and what is cut off inside a part that cannot scroll.
() => {
  const found = [], limit = document.documentElement.clientWidth;
  const name = one => `<${one.tagName.toLowerCase()} class="${one.getAttribute("class") ?? ""}">`;
  if (document.documentElement.scrollWidth > limit)
    found.push(`${document.documentElement.scrollWidth} px wide, with room for ${limit}`);
  for (const one of document.body.querySelectorAll("*")) {
    if (one.closest("svg svg, svg *, .visually-hidden, .skip") || !one.checkVisibility()) continue;
    const scrolls = one.parentElement.closest(".scroll, pre, .stage");
    if (!scrolls && one.getBoundingClientRect().right > limit + 1)
      found.push(`${name(one)} ends ${Math.round(one.getBoundingClientRect().right - limit)} px outside`);
    const {overflowX} = getComputedStyle(one);
    if (overflowX === "hidden" && one.scrollWidth > one.clientWidth + 1)
      found.push(`${name(one)} cuts off what it holds`);
  }
  return found;
}

// The parts of a figure whose ink is looked for, each with its kind, its name and its box in the
// figure's photograph; the same parts are then shown or hidden, while what lies behind them stays.
(figure, [asked, shown]) => {
  const kinds = { text: ".drawing text", mark: ".drawing a :is(path, rect, circle)", label: ".ink" };
  if (!figure.querySelector(".ink")) {
    for (const one of figure.querySelectorAll("figcaption :is(h1, h2, h3, h4, p), .views label")) {
      const ink = document.createElement("span");
      ink.className = "ink";
      ink.append(...one.childNodes);
      one.append(ink);
    }
  }
  const painted = (kind, one) => kind !== "mark" || /[fs]-(?!paper|rule|muted)/.test(one.getAttribute("class"));
  const parts = asked.flatMap((kind) => [...figure.querySelectorAll(kinds[kind])]
    .filter((one) => painted(kind, one)).map((one) => [kind, one, one.getBoundingClientRect()]))
    .filter(([kind, one, { width, height }]) => width + height > 0);
  for (const [kind, one] of parts) one.style.visibility = shown ? "" : "hidden";
  const sheet = figure.getBoundingClientRect();
  const [left, top] = [Math.floor(sheet.left), Math.floor(sheet.top)];
  return parts.map(([kind, one, box]) => {
    const name = one.closest("a")?.getAttribute("aria-label") ?? one.textContent;
    const [x, y] = [box.left - left - 2, box.top - top - 2].map((side) => Math.max(0, Math.floor(side)));
    return [kind, name, [x, y, Math.ceil(box.right - left + 2), Math.ceil(box.bottom - top + 2)]];
  });
}

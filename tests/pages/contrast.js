// Text that does not stand out from its ground by 7 to 1 (WCAG 1.4.6; all text counts as small).
() => {
  const found = new Set(), known = new Map();
  const dot = new OffscreenCanvas(1, 1).getContext("2d", {willReadFrequently: true});
  const light = colours => {
    const key = colours.join();
    if (!known.has(key)) {
      for (const colour of ["white", ...colours]) {
        dot.fillStyle = colour;
        dot.fillRect(0, 0, 1, 1);
      }
      const [r, g, b] = [...dot.getImageData(0, 0, 1, 1).data]
        .map(v => v / 255).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
      known.set(key, .2126 * r + .7152 * g + .0722 * b);
    }
    return known.get(key);
  };
  const judge = (one, colour, grounds) => {
    const [low, high] = [light(grounds), light([...grounds, colour])].sort((a, b) => a - b);
    const ratio = (high + .05) / (low + .05);
    if (ratio < 7) found.add(`contrast of ${ratio.toFixed(2)}: ${one.textContent.trim()}`);
  };
  const seen = one => one.checkVisibility({visibilityProperty: true, opacityProperty: true});
  const behind = new Map();
  const grounds = one => {
    if (one && !behind.has(one)) {
      const below = grounds(one.parentElement), {backgroundColor} = getComputedStyle(one);
      behind.set(one, backgroundColor === "rgba(0, 0, 0, 0)" ? below : [...below, backgroundColor]);
    }
    return behind.get(one) ?? [];
  };
  // The ground of a text in a drawing is the last shape before it that is filled where it stands.
  for (const svg of [...document.querySelectorAll("svg[role]")].filter(seen)) {
    const shapes = [], below = grounds(svg);
    for (const one of svg.querySelectorAll("rect, path, circle, polygon, text")) {
      const {fill} = getComputedStyle(one);
      if (one.tagName === "text") {
        const box = one.getBBox();
        const middle = new DOMPoint(box.x + box.width / 2, box.y + box.height / 2);
        const inside = shapes.filter(([shape]) => shape.isPointInFill(middle));
        judge(one, fill, [...below, ...inside.map(([, colour]) => colour)]);
      } else if (fill !== "none") shapes.push([one, fill]);
    }
  }
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walk.nextNode());) {
    const one = node.parentElement;
    if (!node.data.trim() || one.closest("svg, script, .visually-hidden") || !seen(one)) continue;
    judge(one, getComputedStyle(one).color, grounds(one));
  }
  return [...found];
}

// Targets under 24 by 24 px that are neither words in a sentence nor alone (WCAG 2.2, 2.5.8).
() => {
  const SIDE = 24, targets = [];
  const links = "a[href], button, input, select, summary";
  for (const one of document.querySelectorAll(links)) {
    const shape = one.type === "radio" || one.type === "checkbox" ? one.labels[0] ?? one : one;
    if (!shape.checkVisibility({visibilityProperty: true}) || one.matches(".skip")) continue;
    const {left, top, width, height} = shape.getBoundingClientRect();
    targets.push({one, shape, left, top, right: left + width, bottom: top + height, width, height});
  }
  const inSentence = ({one}) => {
    if (one.closest("svg") || getComputedStyle(one).display !== "inline") return false;
    let block = one.parentElement;
    while (getComputedStyle(block).display === "inline") block = block.parentElement;
    const copy = block.cloneNode(true);
    copy.querySelectorAll(links).forEach(link => link.remove());
    return /\p{L}/u.test(copy.textContent);
  };
  const far = (x, y, {left, top, right, bottom}) =>
    Math.hypot(x - Math.min(Math.max(x, left), right), y - Math.min(Math.max(y, top), bottom));
  // The exception for spacing: a circle around the middle of a mark meets no other target.
  const alone = me => {
    const x = (me.left + me.right) / 2, y = (me.top + me.bottom) / 2;
    return targets.every(other => other === me || far(x, y, other) >= SIDE / 2);
  };
  const small = ({width, height}) => Math.min(width, height) < SIDE - .1;
  return targets.filter(t => small(t) && !inSentence(t) && !(t.one.closest("svg") && alone(t)))
    .map(t => `${t.width.toFixed(1)} by ${t.height.toFixed(1)} px: ${t.one.ariaLabel ?? t.one.textContent.trim()}`);
}

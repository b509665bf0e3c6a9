// All that a page tells in words that can be printed: code, controls and other widths are not told.
() => {
  const inner = "p, div, ul, ol, table", aside = ".cards, .uses, .find, .code, .share, .files, .narrow, .visually-hidden";
  return [...document.querySelectorAll("main :is(p, li, th, td, h1, h2, h3, caption, svg text)")]
    .filter(one => !one.closest(aside) && ![...one.children].some(child => child.matches(inner)))
    .map(one => {
      const copy = one.cloneNode(true);
      copy.querySelectorAll(".visually-hidden").forEach(hidden => hidden.remove());
      for (const link of copy.querySelectorAll("[data-signs], [data-number]"))
        link.append(link.dataset.signs ?? "", link.dataset.number ?? "");
      return copy.textContent;
    });
}

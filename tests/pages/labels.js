// Labels in drawings that lie over another one, leave the picture, or are too small to read.
least => {
  const found = new Set();
  for (const svg of document.querySelectorAll("main svg[role]")) {
    if (!svg.checkVisibility()) continue;
    const picture = svg.getBoundingClientRect();
    const scale = svg.getScreenCTM().a;
    const labels = [...svg.querySelectorAll("text")].filter(one => one.textContent.trim()).map(one => {
      const {left, top, right, bottom, height} = one.getBoundingClientRect();
      // A line box has room above and below its letters, which may overlap without any harm.
      const air = height * .15;
      return {words: one.textContent.trim(), size: parseFloat(getComputedStyle(one).fontSize) * scale,
        left, right, top: top + air, bottom: bottom - air};
    });
    labels.forEach((a, i) => {
      // A letter such as T reaches a little to the left of where it starts.
      if (a.left < picture.left - 1.5 || a.right > picture.right + 1 ||
          a.top < picture.top || a.bottom > picture.bottom) found.add(`leaves its picture: ${a.words}`);
      if (a.size < least) found.add(`${a.size.toFixed(1)} px: ${a.words}`);
      for (const b of labels.slice(i + 1))
        if (a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1)
          found.add(`“${a.words}” lies over “${b.words}”`);
    });
  }
  return [...found];
}

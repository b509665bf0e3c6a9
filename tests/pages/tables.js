// Tables whose first column is too narrow for its words, and captions that leave the window.
least => {
  const found = [], limit = document.documentElement.clientWidth;
  for (const table of document.querySelectorAll("main .data table")) {
    const words = document.createRange(), caption = table.querySelector("caption");
    words.selectNodeContents(caption);
    if (words.getBoundingClientRect().right > limit) found.push(`cut off: ${caption.textContent}`);
    const first = table.querySelector("tbody th").getBoundingClientRect().width;
    if (first < least) found.push(`squeezed to ${first.toFixed()} px: ${caption.textContent}`);
  }
  return found;
}

// Prepare a walk with the Tab key from the top: what it should meet, and a record of what it meets.
() => {
  const usual = "a[href], button, input, select, textarea, summary, [tabindex]";
  const ring = one => {
    const {outlineStyle, outlineWidth, outlineColor} = getComputedStyle(one);
    return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 && outlineColor !== "transparent";
  };
  const other = one => one.type === "radio" && !one.checked &&
    document.querySelector(`[name="${one.name}"]:checked`);
  const top = document.createElement("span");
  top.tabIndex = -1;
  document.body.prepend(top);
  top.focus();
  top.remove();
  const walked = "walk" in window;
  window.walk = {
    due: [...document.querySelectorAll(usual)].filter(
      one => one.tabIndex >= 0 && one.checkVisibility({visibilityProperty: true}) && !other(one)),
    met: [],
  };
  if (!walked) document.addEventListener("focusin", ({target}) => {
    const shown = [target, ...(target.labels ?? [])].some(ring);
    const {width, height} = target.getBoundingClientRect();
    walk.met.push({target, shown: shown && width * height > 0});
  });
  return [];
}

/* What a page loads on request, with plotly: one figure at a time becomes a chart to explore.
   plotly draws, and is hidden from assistive technology. What it draws is chosen with the
   controls made here, and told in words in a panel that is filled from the figure's table. */
"use strict";
window.maliviz = (() => {
  const ROLES = __ROLES__;
  const STYLES = __STYLES__;
  const CONFIG = {
    displayModeBar: false, displaylogo: false, showSendToCloud: false,
    scrollZoom: false, doubleClick: false, responsive: true, locale: "en",
  };
  const WIDE = { slot: 32, lane: 0.85, bar: 0.5, letters: 27, ticks: 11, left: 210, up: 0 };
  const NARROW = { slot: 48, lane: 0.6, bar: 0.3, letters: 44, ticks: 5, left: 4, up: 17 };
  const LEAST = 560;

  const variable = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  const themed = (spec) => JSON.parse(JSON.stringify(spec).replace(
    /#[0-9a-f]{6}/g, (hex) => (ROLES[hex] ? variable(ROLES[hex]) : hex)));

  function make(tag, attributes, ...inside) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    node.append(...inside);
    return node;
  }

  for (const id of STYLES) document.head.append(make("meta", { id }));

  /* Break words into lines of some letters, and a word that is longer than a line too. */
  function broken(text, letters, most) {
    const lines = [""];
    for (const word of text.match(new RegExp(`\\S{1,${letters}}`, "g")) || []) {
      const line = `${lines[lines.length - 1]} ${word}`.trim();
      if (line.length <= letters) lines[lines.length - 1] = line;
      else lines.push(word);
    }
    if (lines.length > most) lines.splice(most - 1, lines.length, `${lines[most - 1]} …`);
    return lines.map(escaped).join("<br>");
  }

  /* Keep of a trace the points that pass, in each of its lists. */
  function sift(value, passes, length) {
    if (Array.isArray(value)) return value.length === length ? value.filter((_, i) => passes(i)) : value;
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, sift(v, passes, length)]));
  }

  class Explore {
    constructor(box) {
      this.box = box;
      this.figure = box.closest("figure");
      this.spec = JSON.parse(this.figure.querySelector("script[type='application/json']").textContent);
      this.meta = this.spec.layout.meta;
      this.table = this.figure.querySelector("table");
      this.radios = [...this.figure.querySelectorAll(".views input")];
      this.lanes = [...new Set(this.meta.lane)].filter(Boolean);
      const [first, last] = this.spec.layout.xaxis.range;
      const step = Math.ceil((last - first) / 60);
      this.years = [];
      for (let year = first; year < last; year += step) this.years.push(year);
      this.years.push(last);
      this.row = -1;
      this.kept = false;
      this.build();
      this.read();
    }

    build() {
      this.boxes = this.lanes.map((lane) => {
        const input = make("input", { type: "checkbox" });
        input.name = lane;
        return input;
      });
      const choice = () => make("select", {}, ...this.years.map((year) => new Option(year)));
      this.from = choice();
      this.to = choice();
      const all = make("button", { type: "button" }, "Show all");
      const settings = make("div", { class: "settings" });
      if (this.lanes.length) {
        settings.append(make("fieldset", {}, make("legend", {}, "Lanes"),
          ...this.boxes.map((input, i) => make("label", {}, input, ` ${this.lanes[i]}`))));
      }
      settings.append(make("p", {}, make("label", {}, "From ", this.from), " ",
        make("label", {}, "to ", this.to), " ", all));
      this.pick = make("select", {});
      this.hint = make("p", { class: "hint" });
      this.told = make("div", { "aria-live": "polite" });
      const name = this.table.tHead.rows[0].cells[0].textContent;
      const panel = make("div", { class: "panel" },
        make("label", {}, `${name} `, this.pick), this.told, this.hint);
      this.plot = make("div", { class: "plot", "aria-hidden": "true" });
      this.stage = make("div", {
        class: "stage", role: "group", tabindex: "-1",
        "aria-label": `Interactive chart: ${this.figure.querySelector("figcaption :first-child").textContent}`,
      }, settings, this.plot, panel, this.figure.querySelector(".source").cloneNode(true));
      this.stage.hidden = true;
      const furniture = this.figure.querySelector(".furniture");
      furniture.before(this.stage);
      furniture.append(this.box);

      settings.addEventListener("change", (event) => {
        if (+this.from.value >= +this.to.value) {
          if (event.target === this.from) this.to.value = this.years[this.years.length - 1];
          else this.from.value = this.years[0];
        }
        this.changed();
      });
      this.radios.forEach((radio) => radio.addEventListener("change", () => {
        if (!this.stage.hidden) this.changed();
      }));
      all.addEventListener("click", () => {
        this.set(this.lanes, this.years[0], this.years[this.years.length - 1]);
        this.changed();
      });
      this.pick.addEventListener("change", () => this.choose(+this.pick.value));
      this.pick.addEventListener("keydown", (event) => this.step(event));
      matchMedia("(prefers-color-scheme:dark)").addEventListener("change", () => this.draw());
      new MutationObserver(() => this.draw()).observe(document.documentElement, { attributes: true });
      new ResizeObserver(() => this.drawn !== this.form() && this.draw()).observe(this.stage);
    }

    get view() {
      const on = this.radios.find((radio) => radio.checked);
      return on ? on.id.slice(this.figure.id.length + 1) : "";
    }

    set(lanes, from, to) {
      this.boxes.forEach((input) => { input.checked = lanes.includes(input.name); });
      this.from.value = from;
      this.to.value = to;
    }

    /* Show the view that the address names now. */
    restore() {
      this.read();
      this.figure.scrollIntoView();
      return this.stage.hidden ? toggle(this.box) : this.draw();
    }

    /* Take over the view that the address names; what it does not name, or we do not know, is all. */
    read() {
      const [name, words] = location.hash.slice(1).split("?");
      const wanted = new Map();
      if (name === this.figure.id) {
        for (const part of (words || "").split("&")) wanted.set(...part.split(/=(.*)/));
      }
      const first = this.years[0], last = this.years[this.years.length - 1];
      let lanes = this.lanes;
      if (wanted.has("lanes")) {
        const named = wanted.get("lanes").split(",").filter(Boolean).map(decoded);
        lanes = this.lanes.filter((lane) => named.includes(lane));
        if (named.length && !lanes.length) lanes = this.lanes;
      }
      const year = (key, other) => {
        const at = parseFloat(wanted.get(key));
        if (Number.isNaN(at)) return other;
        return this.years.reduce((a, b) => (Math.abs(b - at) < Math.abs(a - at) ? b : a));
      };
      const [from, to] = [year("from", first), year("to", last)];
      this.set(lanes, ...(from < to ? [from, to] : [first, last]));
      const radio = this.radios.find((one) => one.id === `${this.figure.id}-${wanted.get("view")}`);
      if (radio) radio.checked = true;
    }

    changed() {
      const parts = [], on = this.boxes.filter((input) => input.checked);
      if (on.length < this.boxes.length) {
        parts.push(`lanes=${on.map((input) => encodeURIComponent(input.name)).join(",")}`);
      }
      if (+this.from.value !== this.years[0]) parts.push(`from=${this.from.value}`);
      if (+this.to.value !== this.years[this.years.length - 1]) parts.push(`to=${this.to.value}`);
      if (this.radios.length && !this.radios[0].checked) parts.push(`view=${this.view}`);
      const words = parts.length ? `?${parts.join("&")}` : "";
      history.replaceState(null, "", `#${this.figure.id}${words}`);
      this.kept = false;
      this.draw();
    }

    form() {
      return this.plot.clientWidth < LEAST ? NARROW : WIDE;
    }

    bare(row) {
      return this.view === "printed" && this.meta.bare[row];
    }

    shown() {
      const on = new Set(this.boxes.filter((input) => input.checked).map((input) => input.name));
      const [from, to] = [+this.from.value, +this.to.value];
      return [...this.meta.label.keys()].filter((row) => {
        const [start, end] = this.meta.span[row], lane = this.meta.lane[row];
        const within = (start ?? -Infinity) < to && (end ?? Infinity) > from;
        return (!lane || on.has(lane)) && (this.bare(row) || within);
      });
    }

    /* Give each row its place from the top, below the name of its lane. */
    places(rows, form) {
      const places = new Map(), heads = [];
      let y = 0, lane = "";
      for (const row of rows) {
        if (this.meta.lane[row] !== lane) {
          lane = this.meta.lane[row];
          heads.push([y + form.lane / 2, lane]);
          y += form.lane;
        }
        places.set(row, y + 0.5);
        y += 1;
      }
      return { places, heads, depth: Math.max(y, 1) };
    }

    draw() {
      if (this.stage.hidden) return undefined;
      const form = this.drawn = this.form();
      this.rows = this.shown();
      const made = this.made = this.places(this.rows, form);
      const spec = themed({ data: this.traces(made.places, form), layout: this.layout(made, form) });
      this.options();
      const done = Plotly.react(this.plot, spec.data, spec.layout, CONFIG).then(() => {
        if (!this.listens) this.listen();
        this.point(this.rows.includes(this.row) ? this.row : -1, true);
      });
      return done;
    }

    traces(places, form) {
      const [pointer, ...drawing] = this.spec.data, from = +this.from.value;
      const row = new Map(pointer.y.map((y, i) => [y, i]));
      const moved = (trace, passes) => {
        const kept = sift(trace, (i) => passes(row.get(trace.y[i])), trace.y.length);
        kept.y = kept.y.map((y) => places.get(row.get(y)));
        if (kept.type === "bar") kept.width = form.bar;
        return kept;
      };
      const first = moved(pointer, (i) => places.has(i));
      first.x = first.x.map((x) => Math.min(Math.max(x, from), +this.to.value));
      if (form === NARROW) first.hovertext = first.hovertext.map((text) => text.split("<br>")[0]);
      return [first, ...drawing.map((trace) => moved(trace, (i) => places.has(i) && !this.bare(i)))];
    }

    layout({ places, heads, depth }, form) {
      const { layout } = this.spec;
      const [from, to] = [+this.from.value, +this.to.value];
      const step = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].find((s) => (to - from) / s <= form.ticks);
      const letters = Math.max(24, Math.floor((this.plot.clientWidth - form.left) / 8));
      const write = (y, text, role) => ({
        text, y, yshift: form.up, xref: "paper", x: 0, xshift: -form.left, xanchor: "left", align: "left",
        yanchor: "middle", borderpad: 0, showarrow: false, font: { color: variable(role) },
      });
      return {
        ...layout,
        height: depth * form.slot + 40,
        autosize: true,
        margin: { l: form.left, r: 14, t: 32, b: 8 },
        font: { ...layout.font, family: variable("sans") },
        paper_bgcolor: "rgba(0,0,0,0)",
        plot_bgcolor: "rgba(0,0,0,0)",
        hoverlabel: { ...layout.hoverlabel, font: { size: 13, color: variable("ink") } },
        dragmode: false,
        showlegend: false,
        xaxis: {
          ...layout.xaxis, title: { text: "" }, side: "top",
          range: [from, to], dtick: step, tick0: 0, fixedrange: true,
        },
        yaxis: { ...layout.yaxis, range: [depth, 0], fixedrange: true, showticklabels: false },
        annotations: [
          ...heads.map(([y, lane]) => ({ ...write(y, `<b>${broken(lane, form.letters, 1)}</b>`, "muted"), yshift: 0 })),
          ...this.rows.map((row) => write(places.get(row), broken(this.meta.label[row], form.letters, 2), "ink")),
          ...this.rows.filter((row) => this.bare(row)).map((row) => ({
            ...write(places.get(row), broken(this.meta.bare[row], letters, 2), "muted"),
            xref: "x", x: from, xshift: 4, yshift: 0,
          })),
        ],
      };
    }

    listen() {
      this.listens = true;
      const row = (event) => this.rows[event.points[0].pointNumber];
      this.plot.on("plotly_hover", (event) => { if (!this.kept) this.point(row(event)); });
      this.plot.on("plotly_click", (event) => {
        this.kept = !(this.kept && row(event) === this.row);
        this.point(row(event));
      });
    }

    options() {
      const groups = new Map();
      for (const row of this.rows) {
        const lane = this.meta.lane[row];
        if (!groups.has(lane)) groups.set(lane, lane ? make("optgroup", { label: lane }) : this.pick);
        groups.get(lane).append(new Option(this.meta.label[row], row));
      }
      const lanes = [...groups.values()].filter((group) => group !== this.pick);
      this.pick.replaceChildren(new Option("Choose one", -1), ...(lanes.length ? lanes : this.pick.children));
    }

    step(event) {
      const at = this.rows.indexOf(this.row), last = this.rows.length - 1;
      const to = {
        ArrowDown: at + 1, ArrowRight: at + 1, ArrowUp: at - 1, ArrowLeft: at - 1, Home: 0, End: last,
      }[event.key];
      if (to === undefined || event.altKey || last < 0) return;
      event.preventDefault();
      this.choose(this.rows[Math.min(Math.max(to, 0), last)]);
    }

    choose(row) {
      this.kept = false;
      this.point(row, true);
      if (row >= 0) this.reveal(row);
    }

    /* Tell of a row, and show in the chart which one it is where no pointer does. One that was
       clicked stays until another is clicked, so that a pointer can go from it to its proof. */
    point(row, show = false) {
      if (show && row >= 0) {
        Plotly.Fx.hover(this.plot, [{ curveNumber: 0, pointNumber: this.rows.indexOf(row) }]);
      } else if (show) Plotly.Fx.unhover(this.plot);
      this.hint.textContent = this.kept ? "Kept here: click it again to let go." : "Click a mark to keep it here.";
      this.hint.hidden = row < 0;
      if (row === this.row && this.told.hasChildNodes()) return;
      this.row = row;
      this.pick.value = row;
      this.told.replaceChildren(...(row < 0
        ? [make("p", {}, "Point at a mark, or choose here with the arrow keys.")]
        : this.words(row)));
    }

    /* Bring a row into sight that was chosen with the keys, above the panel where that lies below. */
    reveal(row) {
      const panel = this.pick.closest(".panel").getBoundingClientRect(), plot = this.plot.getBoundingClientRect();
      const top = plot.top + 32 + this.made.places.get(row) * this.drawn.slot;
      const foot = panel.left < plot.right ? panel.top : innerHeight;
      if (top < 60 || top > foot - 40) scrollBy(0, top - foot / 2);
    }

    /* What the table says of a row, and then each claim with its speaker and its agreement. */
    words(row) {
      const { cells } = this.table.tBodies[0].rows[row], { columns, proofs, label } = this.meta;
      const heads = [...this.table.tHead.rows[0].cells].map((cell) => cell.textContent);
      const facts = columns.flatMap((head) => [
        make("dt", {}, head), make("dd", {}, cells[heads.indexOf(head)].textContent)]);
      const items = [...cells[cells.length - 1].querySelectorAll("a")].map((link, i) => {
        const [statement, who] = proofs[row][i];
        const next = link.nextElementSibling;
        const agreement = next && next.matches(".agreement") ? ` · agreement: ${next.textContent}` : "";
        return make("li", {}, make("a", { href: link.getAttribute("href") }, statement),
          make("span", {}, who + agreement));
      });
      return [make("p", {}, make("strong", {}, label[row])), make("dl", {}, ...facts), make("ul", {}, ...items)];
    }
  }

  const decoded = (text) => {
    try { return decodeURIComponent(text); } catch { return text; }
  };

  /* Show the chart, or the picture again; the picture stays until the chart stands. */
  async function toggle(box) {
    const button = box.querySelector("button");
    box.explore = box.explore || new Explore(box);
    const { stage, figure } = box.explore;
    if (stage.hidden) {
      stage.hidden = false;
      try { await box.explore.draw(); } catch (error) { stage.hidden = true; throw error; }
      stage.focus({ preventScroll: true });
    } else stage.hidden = true;
    figure.classList.toggle("exploring", !stage.hidden);
    box.classList.remove("wanted");
    button.textContent = stage.hidden ? "Explore" : "Back to the picture";
  }

  return { toggle };
})();

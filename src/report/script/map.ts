import type { PageData, PageView } from "../pageTypes.ts";
import type { Drawn, MapLayers } from "./mapLayers.ts";

/**
 * The map on the page: draws cells on a canvas, and shows details of the one under the pointer. Runs in the page:
 * its text is all that goes there, so it uses nothing from outside.
 */
export function mapScript({ drawPictures, drawSections, scaleOf, adviceOn }: MapLayers): void {
  const holder = document.getElementById("map-data");
  const canvas = document.querySelector<HTMLCanvasElement>("#map canvas");
  const pen = canvas?.getContext("2d");
  if (!holder || !canvas || !pen) return;
  // Written by pageData.
  const data = JSON.parse(holder.textContent ?? "") as PageData;
  const byId = <E extends HTMLElement>(id: string) => document.getElementById(id) as E;
  const show = byId<HTMLSelectElement>("map-color");
  const view = byId<HTMLSelectElement>("map-view");
  const gene = byId<HTMLInputElement>("map-gene");
  const legend = byId("map-legend");
  const tip = byId("map-tip");
  const scaleBar = byId("map-scale");
  const advice = byId("map-advice");
  // Where no view has a picture there are no sliders.
  const sliders = ["map-picture", "map-dots"].map((id) => document.getElementById(id) as HTMLInputElement | null);
  const opacityOf = (slider: HTMLInputElement | null) => (slider ? Number(slider.value) / 100 : 1);
  const dark = window.matchMedia("(prefers-color-scheme: dark)");

  const bytesOf = (text: string) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const names = data.names.split("\n");
  const codes = data.groups.map((group) => new Uint16Array(bytesOf(group.codes).buffer));
  const steps = data.values.map((value) => bytesOf(value.steps));
  const places = data.views.map((each) => new Uint16Array(bytesOf(each.places).buffer));
  const geneNames = data.genes?.names ?? [];
  const geneAt = new Map(geneNames.map((name, at) => [name.toLowerCase(), at]));
  const unpacked = new Map<number, Float32Array>();

  /** Groups that are not pale; empty for all. */
  const chosen = new Set<number>();
  let zoom = { scale: 1, x: 0, y: 0 };
  let hovered = -1;
  let onScreen = new Float32Array(2 * data.cells);
  let radius = 2;
  let drawn: Drawn = { side: 1, left: 0, top: 0 };

  /** [cells] expression of a gene, NaN where a cell was not analysed. */
  function expressionOf(at: number): Float32Array {
    const known = unpacked.get(at);
    if (known || !data.genes) return known ?? new Float32Array(data.cells);
    const analysed = new Uint32Array(bytesOf(data.genes.analysed).buffer);
    const packed = bytesOf(data.genes.steps[at]);
    const values = new Float32Array(data.cells).fill(Number.NaN);
    let next = Math.ceil(analysed.length / 8);
    analysed.forEach((cell, i) => {
      values[cell] = packed[i >> 3] & (1 << (i & 7)) ? (packed[next++] * (data.genes?.highs[at] ?? 0)) / 255 : 0;
    });
    unpacked.set(at, values);
    return values;
  }

  /** What the colours show: a group, a value or a gene. */
  function shown(): { kind: "group" | "value" | "gene"; at: number } {
    const [kind, at] = show.value.split(":");
    if (kind === "gene") return { kind, at: geneAt.get(gene.value.trim().toLowerCase()) ?? 0 };
    return { kind: kind === "value" ? "value" : "group", at: Number(at) };
  }

  /** [cells] index into the colours that `paint` uses. */
  function coloring(): { color: (cell: number) => number; colors: string[] } {
    const { kind, at } = shown();
    if (kind === "group") {
      const group = data.groups[at];
      const colors = [data.missing, data.backdrop, ...group.colors];
      const pale = (code: number) => chosen.size > 0 && !chosen.has(code);
      return {
        colors,
        color: (cell) => (codes[at][cell] === 65535 ? 0 : pale(codes[at][cell]) ? 1 : codes[at][cell] + 2),
      };
    }
    const colors = [data.missing, ...data.ramp];
    const last = data.ramp.length - 1;
    if (kind === "value") {
      return {
        colors,
        color: (cell) => (steps[at][cell] === 255 ? 0 : 1 + Math.round((steps[at][cell] / 254) * last)),
      };
    }
    const values = expressionOf(at);
    const high = highOf(at);
    return {
      colors,
      color: (cell) => (Number.isNaN(values[cell]) ? 0 : 1 + Math.round(Math.min(1, values[cell] / high) * last)),
    };
  }

  /** Where the colours of a gene end: the value that one cell in 200 exceeds, or the largest. */
  function highOf(at: number): number {
    const sorted = expressionOf(at)
      .filter((value) => !Number.isNaN(value))
      .sort();
    return sorted[Math.floor(0.995 * (sorted.length - 1))] || sorted[sorted.length - 1] || 1;
  }

  function project(): void {
    const each: PageView = data.views[Number(view.value)];
    const xy = places[Number(view.value)];
    const [width, height] = [canvas?.clientWidth ?? 0, canvas?.clientHeight ?? 0];
    const margin = (each.sections?.length ?? 0) > 0 ? 28 : 14;
    const fit = Math.min((width - 2 * margin) / (each.width || 1e-9), (height - 2 * margin) / (each.height || 1e-9));
    const side = fit * zoom.scale;
    const left = (width - each.width * side) / 2 + zoom.x;
    const top = (height - each.height * side) / 2 + zoom.y;
    drawn = { side, left, top };
    onScreen = new Float32Array(2 * data.cells);
    for (let cell = 0; cell < data.cells; cell++) {
      if (xy[2 * cell] === 65535) {
        onScreen[2 * cell] = Number.NaN;
        continue;
      }
      const down = xy[2 * cell + 1] / 65534;
      onScreen[2 * cell] = left + (xy[2 * cell] / 65534) * side;
      onScreen[2 * cell + 1] = top + (each.down ? down : each.height - down) * side;
    }
    // Spots of a lattice nearly touch; cells that lie anywhere would hide each other, so they are smaller.
    const area = Math.max(0.05, each.width * each.height) * side * side;
    const pictured = (each.pictures?.length ?? 0) > 0;
    const share = data.one === "cell" ? 0.13 : pictured ? 0.15 : 0.23;
    radius = Math.max(0.7, Math.min(9, Math.sqrt((area / data.cells) * share)));
    showScale(each, side);
  }

  function showScale(each: PageView, side: number): void {
    scaleBar.hidden = each.um === undefined;
    if (each.um === undefined) return;
    const { width, text } = scaleOf(each.um / side);
    scaleBar.style.width = `${width}px`;
    scaleBar.textContent = text;
  }

  function paint(): void {
    if (!pen || !canvas) return;
    const ratio = window.devicePixelRatio || 1;
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, width, height);
    const each = data.views[Number(view.value)];
    const pictured = (each.pictures?.length ?? 0) > 0;
    const [picture, dots] = sliders;
    if (pictured) drawPictures(pen, each, { ...drawn, opacity: opacityOf(picture), later: paint });
    pen.globalAlpha = pictured ? opacityOf(dots) : 1;
    const { color, colors } = coloring();
    const layers: number[][] = colors.map(() => []);
    for (let cell = 0; cell < data.cells; cell++) {
      const [x, y] = [onScreen[2 * cell], onScreen[2 * cell + 1]];
      if (x > -9 && y > -9 && x < width + 9 && y < height + 9) layers[color(cell)].push(cell);
    }
    layers.forEach((cells, at) => {
      // The picture is seen where cells stand back.
      if (pictured && colors[at] === data.backdrop) return;
      const pale = colors[at] === data.backdrop || colors[at] === data.missing;
      pen.fillStyle = pale && dark.matches ? "#4a545e" : colors[at];
      pen.beginPath();
      for (const cell of cells) {
        const [x, y] = [onScreen[2 * cell], onScreen[2 * cell + 1]];
        pen.moveTo(x + radius, y);
        pen.arc(x, y, radius, 0, 2 * Math.PI);
      }
      pen.fill();
    });
    pen.globalAlpha = 1;
    const ink = dark.matches ? "#e4e8ed" : "#1f2730";
    drawSections(pen, each, drawn, { ink, rim: dark.matches ? "#10151a" : "#ffffff" });
    if (hovered >= 0) {
      pen.strokeStyle = ink;
      pen.lineWidth = 2;
      pen.beginPath();
      pen.arc(onScreen[2 * hovered], onScreen[2 * hovered + 1], radius + 3, 0, 2 * Math.PI);
      pen.stroke();
    }
  }

  const draw = () => {
    project();
    paint();
  };

  const numberText = (value: number) =>
    Math.abs(value) >= 100 ? Math.round(value).toLocaleString("en") : value.toFixed(2);

  function describe(cell: number): void {
    const lines: [string, string][] = data.groups.map(({ name, categories }, g) => [
      name,
      categories[codes[g][cell]] ?? "none",
    ]);
    data.values.forEach(({ name, low, high, clipped }, v) => {
      const step = steps[v][cell];
      const value = numberText(low + ((high - low) * step) / 254);
      lines.push([name, step === 255 ? "none" : clipped && step === 254 ? `≥ ${value}` : value]);
    });
    const at = geneAt.get(gene.value.trim().toLowerCase());
    if (at !== undefined) {
      const value = expressionOf(at)[cell];
      lines.push([`${geneNames[at]} (log)`, Number.isNaN(value) ? "none" : value.toFixed(2)]);
    }
    const head = document.createElement("strong");
    head.textContent = names[cell];
    const list = document.createElement("dl");
    for (const [name, value] of lines) {
      const term = document.createElement("dt");
      term.textContent = name;
      const definition = document.createElement("dd");
      definition.textContent = value;
      list.append(term, definition);
    }
    tip.replaceChildren(head, list);
  }

  function fillLegend(): void {
    const { kind, at } = shown();
    legend.replaceChildren();
    if (kind !== "group") {
      const [low, high] = kind === "gene" ? [0, highOf(at)] : [data.values[at].low, data.values[at].high];
      const bar = document.createElement("div");
      bar.className = "ramp";
      bar.style.background = `linear-gradient(to right, ${data.ramp.join(",")})`;
      const ends = document.createElement("div");
      ends.className = "ends";
      const title = kind === "gene" ? `${geneNames[at]}, log expression` : data.values[at].name;
      const cut = kind === "gene" || data.values[at].clipped;
      for (const text of [numberText(low), title, `${cut ? "≥ " : ""}${numberText(high)}`]) {
        const end = document.createElement("span");
        end.textContent = text;
        ends.append(end);
      }
      legend.append(bar, ends);
      return;
    }
    const counts = new Map<number, number>();
    for (const code of codes[at]) counts.set(code, (counts.get(code) ?? 0) + 1);
    data.groups[at].categories.forEach((name, code) => {
      const entry = document.createElement("button");
      entry.type = "button";
      entry.setAttribute("aria-pressed", String(chosen.has(code)));
      const dot = document.createElement("i");
      dot.style.background = data.groups[at].colors[code];
      const count = document.createElement("small");
      count.textContent = (counts.get(code) ?? 0).toLocaleString("en");
      entry.append(dot, name, count);
      entry.addEventListener("click", () => {
        if (!chosen.delete(code)) chosen.add(code);
        entry.setAttribute("aria-pressed", String(chosen.has(code)));
        paint();
      });
      legend.append(entry);
    });
  }

  function refresh(): void {
    fillLegend();
    draw();
  }

  function cellAt(x: number, y: number, reach = Math.max(8, radius + 3)): number {
    let nearest = -1;
    let least = reach ** 2;
    for (let cell = 0; cell < data.cells; cell++) {
      const away = (onScreen[2 * cell] - x) ** 2 + (onScreen[2 * cell + 1] - y) ** 2;
      if (away < least) [nearest, least] = [cell, away];
    }
    return nearest;
  }

  function zoomAt(factor: number, x: number, y: number): void {
    const scale = Math.min(60, Math.max(1, zoom.scale * factor));
    const [width, height] = [canvas?.clientWidth ?? 0, canvas?.clientHeight ?? 0];
    const by = scale / zoom.scale;
    // The point under the pointer stays where it is.
    zoom = {
      scale,
      x: (zoom.x + width / 2 - x) * by + x - width / 2,
      y: (zoom.y + height / 2 - y) * by + y - height / 2,
    };
    if (scale === 1) zoom = { scale, x: 0, y: 0 };
    draw();
  }

  /** Tells of a cell, or of none below 0, beside a place of the canvas. */
  function pointAt(cell: number, x: number, y: number): void {
    const box = byId("map-tip").parentElement?.getBoundingClientRect() ?? { width: 0, height: 0 };
    if (cell !== hovered) {
      hovered = cell;
      paint();
      if (cell >= 0) describe(cell);
    }
    tip.hidden = cell < 0;
    const before = x > box.width / 2;
    tip.style.left = before ? "" : `${x + 16}px`;
    tip.style.right = before ? `${box.width - x + 16}px` : "";
    tip.style.top = `${Math.min(y + 12, Math.max(0, box.height - tip.offsetHeight))}px`;
  }

  /** The nearest cell in a direction from the one shown, or from the middle of the canvas. */
  function cellTowards(right: number, down: number): number {
    if (hovered < 0) return cellAt((canvas?.clientWidth ?? 0) / 2, (canvas?.clientHeight ?? 0) / 2, Infinity);
    let nearest = hovered;
    let least = Infinity;
    for (let cell = 0; cell < data.cells; cell++) {
      const [dx, dy] = [onScreen[2 * cell] - onScreen[2 * hovered], onScreen[2 * cell + 1] - onScreen[2 * hovered + 1]];
      const ahead = dx * right + dy * down;
      const aside = Math.abs(dx * down) + Math.abs(dy * right);
      if (ahead > 0.5 && aside <= ahead && ahead + aside < least) [nearest, least] = [cell, ahead + aside];
    }
    return nearest;
  }

  canvas.addEventListener("keydown", (event) => {
    const ways: Readonly<Record<string, readonly [number, number]>> = {
      ArrowLeft: [-1, 0],
      ArrowRight: [1, 0],
      ArrowUp: [0, -1],
      ArrowDown: [0, 1],
    };
    const way = ways[event.key];
    if (event.key === "Escape") pointAt(-1, 0, 0);
    if (!way) return;
    event.preventDefault();
    const cell = cellTowards(...way);
    if (cell >= 0) pointAt(cell, onScreen[2 * cell], onScreen[2 * cell + 1]);
  });
  canvas.addEventListener("blur", () => pointAt(-1, 0, 0));
  canvas.addEventListener("pointermove", (event) => {
    if (event.buttons === 1) {
      zoom = { scale: zoom.scale, x: zoom.x + event.movementX, y: zoom.y + event.movementY };
      tip.hidden = true;
      draw();
      return;
    }
    const box = canvas.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    pointAt(cellAt(x, y), x, y);
  });
  canvas.addEventListener("pointerleave", () => pointAt(-1, 0, 0));
  canvas.addEventListener(
    "wheel",
    (event) => {
      // A plain wheel scrolls the page.
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      zoomAt(event.deltaY < 0 ? 1.25 : 0.8, event.offsetX, event.offsetY);
    },
    { passive: false },
  );
  for (const [id, factor] of [
    ["map-in", 1.6],
    ["map-out", 1 / 1.6],
    ["map-all", 0],
  ] as const) {
    byId(id).addEventListener("click", () => zoomAt(factor, canvas.clientWidth / 2, canvas.clientHeight / 2));
  }
  show.addEventListener("change", () => {
    chosen.clear();
    refresh();
  });
  view.addEventListener("change", () => {
    zoom = { scale: 1, x: 0, y: 0 };
    draw();
  });
  gene.addEventListener("input", () => {
    const typed = gene.value.trim();
    const known = geneAt.has(typed.toLowerCase());
    gene.setAttribute("aria-invalid", String(!known && typed !== ""));
    advice.hidden = known || typed === "";
    if (!known) advice.textContent = typed === "" ? "" : adviceOn(typed, geneNames, data.genes?.left ?? 0);
    if (!known) return;
    show.value = "gene";
    refresh();
  });
  for (const slider of sliders) slider?.addEventListener("input", paint);
  dark.addEventListener("change", paint);
  byId("map-save").addEventListener("click", () => {
    canvas.toBlob((png) => {
      if (!png) return;
      const link = document.createElement("a");
      link.href = URL.createObjectURL(png);
      link.download = "map.png";
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    });
  });
  new ResizeObserver(draw).observe(canvas);
  refresh();
  document.documentElement.dataset.map = "drawn";
}

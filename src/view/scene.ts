import { CellScapeError } from "../core/errors.ts";
import type { DrawCost, Layer, Pane } from "./frame.ts";
import { createGpuStore } from "./gpuStore.ts";
import { createOutlinePainter } from "./layers/outline.ts";
import type { PaneOnCard } from "./layers/painter.ts";
import { createPicturePainter } from "./layers/picture.ts";
import { createPointPainter } from "./layers/points.ts";

/** Panes drawn on one canvas, with one WebGL2 context for all. */
export interface Scene {
  /** Draw these panes at the next frame of the screen; the last ones that were given are drawn. */
  show(panes: readonly Pane[]): void;
  /** The longest side that a picture may have. */
  readonly mostPixels: number;
  dispose(): void;
}

/** What each drawn frame cost is a measure of the page's timeline under this name, with a `DrawCost` as its detail. */
export const frameMeasure = "cellscape frame";

/**
 * @throws unsupported where the browser has no WebGL2.
 */
export function createScene(canvas: HTMLCanvasElement): Scene {
  const gl = canvas.getContext("webgl2", { antialias: false, alpha: true, premultipliedAlpha: true });
  if (!gl) {
    throw new CellScapeError(
      "unsupported",
      "map: expected a browser with WebGL2, got one without; switch hardware acceleration on, or use another browser",
    );
  }
  const store = createGpuStore(gl);
  let painters = createPainters();
  let panes: readonly Pane[] = [];
  let requested = 0;

  function createPainters() {
    const brush = { gl: gl as WebGL2RenderingContext, store };
    const [points, picture, outline] = [
      createPointPainter(brush),
      createPicturePainter(brush),
      createOutlinePainter(brush),
    ];
    return (layer: Layer, pane: PaneOnCard) => {
      if (layer.kind === "points") points.draw(layer, pane);
      else if (layer.kind === "picture") picture.draw(layer, pane);
      else outline.draw(layer, pane);
    };
  }

  function draw(context: WebGL2RenderingContext): void {
    requested = 0;
    if (context.isContextLost()) return;
    const start = performance.now();
    const ratio = devicePixelRatio || 1;
    const [width, height] = [Math.round(canvas.clientWidth * ratio), Math.round(canvas.clientHeight * ratio)];
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    context.disable(context.SCISSOR_TEST);
    context.clearColor(0, 0, 0, 0);
    context.clear(context.COLOR_BUFFER_BIT);
    context.enable(context.SCISSOR_TEST);
    context.enable(context.BLEND);
    context.blendFunc(context.ONE, context.ONE_MINUS_SRC_ALPHA);
    let drawCalls = 0;
    for (const { left, top, layers, ...pane } of panes) {
      const box = [left, canvas.clientHeight - top - pane.height, pane.width, pane.height].map((side) =>
        Math.round(side * ratio),
      );
      const [x, y, w, h] = box;
      context.viewport(x, y, w, h);
      context.scissor(x, y, w, h);
      for (const layer of layers) {
        painters(layer, { ...pane, ratio });
        drawCalls++;
      }
    }
    store.sweep();
    const detail: DrawCost = { drawCalls, uploaded: store.uploaded() };
    performance.clearMeasures(frameMeasure);
    performance.measure(frameMeasure, { start, end: performance.now(), detail });
  }

  const request = () => {
    requested ||= requestAnimationFrame(() => draw(gl));
  };
  const lost = (event: Event) => event.preventDefault();
  const restored = () => {
    store.forget();
    painters = createPainters();
    request();
  };
  canvas.addEventListener("webglcontextlost", lost);
  canvas.addEventListener("webglcontextrestored", restored);
  const sizes = new ResizeObserver(request);
  sizes.observe(canvas);
  return {
    show(next) {
      panes = next;
      request();
    },
    mostPixels: gl.getParameter(gl.MAX_TEXTURE_SIZE),
    dispose() {
      sizes.disconnect();
      cancelAnimationFrame(requested);
      canvas.removeEventListener("webglcontextlost", lost);
      canvas.removeEventListener("webglcontextrestored", restored);
      gl.getExtension("WEBGL_lose_context")?.loseContext();
    },
  };
}

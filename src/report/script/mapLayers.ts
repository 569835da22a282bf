import type { PageView } from "../pageTypes.ts";

/** A view as it is drawn: px of one of its units, and of its corner. */
export interface Drawn {
  readonly side: number;
  readonly left: number;
  readonly top: number;
}

export type MapLayers = ReturnType<typeof mapLayers>;

/**
 * What lies below and above the cells of the map on the page: pictures, names of samples, scale bar. Runs in the page: its
 * text is all that goes there, so it uses nothing from outside.
 */
export function mapLayers() {
  const images = new Map<string, HTMLImageElement>();

  /** Draws the pictures that are loaded; `later` is called when another is. */
  function drawPictures(
    pen: CanvasRenderingContext2D,
    view: PageView,
    drawn: Drawn & { opacity: number; later: () => void },
  ) {
    const { side, left, top, opacity, later } = drawn;
    for (const picture of view.pictures ?? []) {
      let image = images.get(picture.href);
      if (!image) {
        image = new Image();
        image.addEventListener("load", later);
        image.src = picture.href;
        images.set(picture.href, image);
      }
      if (!image.complete || opacity === 0) continue;
      pen.globalAlpha = opacity;
      pen.drawImage(
        image,
        left + picture.left * side,
        top + picture.top * side,
        picture.width * side,
        picture.height * side,
      );
      pen.globalAlpha = 1;
    }
  }

  function drawSections(
    pen: CanvasRenderingContext2D,
    { sections = [] }: PageView,
    { side, left, top }: Drawn,
    { ink, rim }: { readonly ink: string; readonly rim: string },
  ) {
    pen.font = "600 13px system-ui, sans-serif";
    pen.textAlign = "center";
    pen.fillStyle = ink;
    // With a rim: the cells of the section above may lie below the name.
    pen.strokeStyle = rim;
    pen.lineWidth = 4;
    for (const { name, x, y } of sections) {
      pen.strokeText(name, left + x * side, top + y * side - 8);
      pen.fillText(name, left + x * side, top + y * side - 8);
    }
  }

  /** Width in px and text of a bar of a round length, for micrometres in one px. */
  function scaleOf(umPerPx: number): { width: number; text: string } {
    const power = 10 ** Math.floor(Math.log10(120 * umPerPx));
    const um = power * ([5, 2, 1].find((times) => times * power <= 120 * umPerPx) ?? 1);
    return { width: um / umPerPx, text: um >= 1000 ? `${um / 1000} mm` : `${um} µm` };
  }

  /** What to say of a gene that is not on the page: others whose names begin alike, or that there is none. */
  function adviceOn(typed: string, names: readonly string[], left: number): string {
    const start = typed.toLowerCase();
    const alike = names.filter((name) => name.toLowerCase().startsWith(start));
    if (alike.length > 0) {
      const shown = alike.slice(0, 6).join(", ");
      return `${alike.length === 1 ? "One gene begins" : `${alike.length} genes begin`} with ${typed}: ${shown}${alike.length > 6 ? ", ..." : ""}`;
    }
    const others = left > 0 ? `; ${left.toLocaleString("en")} genes of the data are not on this page for its size` : "";
    return `No gene ${typed} among the ${names.length.toLocaleString("en")} of this page${others}.`;
  }

  return { drawPictures, drawSections, scaleOf, adviceOn };
}

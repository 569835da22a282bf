import { CellScapeError } from "../../core/errors.ts";
import type { Host } from "../../host/host.ts";
import type { figureFormats } from "../options/figure.ts";
import { pixelsAt, pointsOf, withDpi, withWidth } from "./sized.ts";

/** How large a file of a figure is. */
export interface FileSize {
  /** Wanted width in px, if any. */
  readonly px: number | undefined;
  /** Width of the file in px. */
  readonly own: number;
  readonly dpi: number;
}

/**
 * A figure as a file.
 *
 * @throws unsupported where the host writes no such files.
 */
export async function figureBytes(
  host: Pick<Host, "png" | "pdf">,
  kind: (typeof figureFormats)[number],
  svg: string,
  { px, own, dpi }: FileSize,
): Promise<string | Uint8Array> {
  if (kind === "svg") return px === undefined ? svg : withWidth(svg, px);
  if (kind === "png") return withDpi(await host.png(svg, pixelsAt(own, dpi)), dpi);
  if (host.pdf) return host.pdf(svg, pointsOf(own));
  throw new CellScapeError("unsupported", "--format pdf: expected a host that writes PDF, got none; choose svg or png");
}

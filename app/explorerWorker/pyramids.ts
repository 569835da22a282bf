import { CellScapeError } from "../../src/core/errors.ts";
import { tissueName } from "../../src/explore/layouts/layout.ts";
import { pixelsOf } from "../../src/explore/pictures/placedPictures.ts";
import { type PlacedPyramid, placePyramid, pyramidPaths } from "../../src/explore/pictures/pyramids.ts";
import { blobSource } from "../../src/io/browser/blobSource.ts";
import type { PyramidCalls } from "../messages/pyramidCalls.ts";
import { type HandlersOf, Moved } from "../messages/table.ts";
import { inputOf } from "../worker/pickedInput.ts";
import type { OpenFile } from "./opened.ts";

/** The picture that is shown of each open file. */
const shown = new WeakMap<OpenFile, PlacedPyramid>();

/** Functions behind the calls for large pictures. */
export function pyramidHandlers(current: () => OpenFile): HandlersOf<PyramidCalls> {
  const folderOf = ({ picked }: OpenFile) => {
    const input = inputOf(picked);
    return input.kind === "folder" ? input : undefined;
  };
  return {
    async pyramids() {
      const folder = folderOf(current());
      return folder ? pyramidPaths(folder) : [];
    },
    async openPyramid({ picture: given, sample }) {
      const file = current();
      const folder = typeof given === "string" ? folderOf(file) : undefined;
      const source = typeof given === "string" ? await folder?.open(given) : blobSource(given, given.name);
      if (!source) throw new CellScapeError("bad-file", `${given}: expected a picture, got no such file`);
      const layout = file.exploration.layout(tissueName);
      const placed = await placePyramid(source, await file.withPictures(), layout, { folder, sample });
      shown.set(file, placed);
      const { pyramid, scale, corner } = placed;
      const { width, height, levels } = pyramid;
      return { width, height, levels, scale, corner };
    },
    async tile({ level, column, row }) {
      const placed = shown.get(current());
      if (!placed) throw new Error("internal: a tile of no picture");
      const picture = await placed.pyramid.tile(level, column, row);
      const { width, height } = picture;
      const pixels = pixelsOf(picture, { left: 0, top: 0, width, height, step: 1 });
      const bitmap = await createImageBitmap(new ImageData(pixels, width, height));
      return new Moved(bitmap, [bitmap]);
    },
  };
}

import { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from "@zip.js/zip.js";
import { z } from "zod";
import { CellScapeError } from "../../core/errors.ts";
import { version } from "../../core/version.ts";
import type { Host } from "../../host/host.ts";
import { zipFolder } from "../../io/bytes/zipFolder.ts";
import { parseModel } from "../../run/transfer/modelSchema.ts";
import { type TransferModel, transferOf } from "../../run/transferModel.ts";

/** Name of the model in the folder of a run. */
export const modelName = "model.cellscape";

const format = "cellscape-model";
/** Version 1 named no method, and the mask rate `mask`; it can still be read. */
const formatVersion = 2;

/**
 * A model as the bytes of a zip archive: `model.json`, which is all that `cellscape apply` reads, and `encoder.onnx`, the
 * network for other tools. Same model, same bytes.
 */
export async function packModel(model: TransferModel): Promise<Uint8Array> {
  const json = JSON.stringify({ format, formatVersion, madeBy: `cellscape ${version}`, ...model }, stored);
  const zip = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false, extendedTimestamp: false });
  // The earliest time that a zip archive can hold.
  const lastModDate = new Date(1980, 0, 1);
  for (const [name, bytes] of [
    ["model.json", new TextEncoder().encode(json)],
    ["encoder.onnx", transferOf(model).onnx(model.network)],
  ] as const) {
    await zip.add(name, new Uint8ArrayReader(bytes), { lastModDate });
  }
  return zip.close();
}

/**
 * Read what `packModel` made.
 *
 * @throws bad-file when it is no model, or damaged; unsupported for one of a later version.
 */
export async function readModel({ files }: Pick<Host, "files">, path: string): Promise<TransferModel> {
  const refuse = (got: string, cause?: unknown) =>
    new CellScapeError(
      "bad-file",
      `${path}: expected a model of cellscape run --save-model (${modelName}), got ${got}`,
      { cause },
    );
  const file = await files.openFile(path);
  const folder = await zipFolder(file).catch((cause: unknown) => {
    throw cause instanceof CellScapeError ? refuse("a file that is no readable zip archive", cause) : cause;
  });
  const source = await folder.open("model.json");
  if (!source) throw refuse("an archive without model.json");
  let content: unknown;
  try {
    content = JSON.parse(new TextDecoder().decode(await source.read(0, source.size)));
  } catch (cause) {
    throw refuse("a model.json that is no JSON", cause);
  }
  const head = z.object({ format: z.literal(format), formatVersion: z.number() }).safeParse(content);
  if (!head.success) throw refuse("a model.json of another kind");
  if (head.data.formatVersion < 1 || head.data.formatVersion > formatVersion) {
    const expected = `a model of version ${formatVersion} or earlier`;
    const got = `${head.data.formatVersion}; use the cellscape that made it`;
    throw new CellScapeError("unsupported", `${path}: expected ${expected}, got ${got}`);
  }
  const model = parseModel(content);
  if ("wrong" in model) throw refuse(`a model.json with something wrong in ${model.wrong}`);
  return model;
}

/** Arrays of numbers as plain lists, float32 with the digits that it has; what JSON has no number for as text. */
function stored(_: string, value: unknown): unknown {
  if (value instanceof Float32Array) return Array.from(value, (number) => plain(Number(number.toPrecision(9))));
  if (value instanceof Float64Array || value instanceof Int32Array) return Array.from(value, plain);
  return typeof value === "number" ? plain(value) : value;
}

function plain(value: number): number | string {
  return Number.isFinite(value) ? value : String(value);
}

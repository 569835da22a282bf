import type { ResultFile } from "../messages/files.ts";

/** Files that are packed already. */
const packed = /\.(h5ad|png|zip|gz)$/;

/** Files as one zip archive. It passes through as a stream, which browsers keep on disk where it is large. */
export async function zipFiles(files: readonly ResultFile[]): Promise<Blob> {
  const { configure, ZipWriter } = await import("@zip.js/zip.js");
  // This is a worker; one of its own would come from a blob, which the policy of the page refuses.
  configure({ useWebWorkers: false });
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const archive = new Response(readable as BodyInit, { headers: { "content-type": "application/zip" } }).blob();
  const writer = new ZipWriter(writable);
  for (const { name, content } of files) {
    await writer.add(name, content.stream(), { level: packed.test(name) ? 0 : 6 });
  }
  await writer.close();
  return archive;
}

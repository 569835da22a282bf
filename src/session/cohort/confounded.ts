import type { SampleInput } from "../read/sampleSheet.ts";

/**
 * A warning, from the sheet alone, where each batch holds samples of one value of an attribute only: batch correction
 * then removes what differs between its values.
 *
 * @returns undefined where there is no such attribute.
 */
export function confoundedWarning(sheet: readonly SampleInput[], batchKey: string | undefined): string | undefined {
  if (batchKey === undefined) return undefined;
  const names = [...new Set(sheet.flatMap(({ attributes = {} }) => Object.keys(attributes)))];
  const attributeOf = (sample: SampleInput, name: string) => sample.attributes?.[name];
  if (!names.includes(batchKey)) return undefined;
  const batches = [...new Set(sheet.map((sample) => attributeOf(sample, batchKey)))];
  const confounded = names.filter((name) => {
    if (name === batchKey) return false;
    const values = new Set(sheet.map((sample) => attributeOf(sample, name)));
    // An attribute of its own in each sample, such as a donor, is no condition.
    if (values.size < 2 || values.size === sheet.length) return false;
    return batches.every((batch) => {
      const own = sheet.filter((sample) => attributeOf(sample, batchKey) === batch);
      return new Set(own.map((sample) => attributeOf(sample, name))).size === 1;
    });
  });
  if (confounded.length === 0) return undefined;
  return `${confounded.join(" and ")}: confounded with the batches of ${batchKey}; batch correction removes such differences from the embedding (--correct none keeps them)`;
}

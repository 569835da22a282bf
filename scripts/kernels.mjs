// Compiles the kernels of kernels/ (AssemblyScript) to WebAssembly. What it writes is kept in the repository, so that neither a
// build nor a test of other things compiles them.
//
// Run:  npm run kernels [-- FILE]
import { writeFileSync } from "node:fs";
import asc from "assemblyscript/asc";

let bytes;
const { error, stderr } = await asc.main(
  [
    ...["kernels/index.ts", "--outFile", "kernels.wasm", "-O3", "--noAssert", "--enable", "simd"],
    ...["--runtime", "stub", "--importMemory"],
  ],
  {
    writeFile(_, content) {
      bytes = content;
    },
  },
);
if (error || !bytes) {
  console.error(`kernels: ${stderr.toString()}`);
  process.exit(2);
}
const text = `// Written by npm run kernels from kernels/.
/** The kernels as a module of WebAssembly, in base64. */
export const code =
  "${Buffer.from(bytes).toString("base64")}";
`;
writeFileSync(process.argv[2] ?? "src/math/kernels/code.ts", text);

import type { Plugin } from "vite";

/** Decoders of zarr chunks, which make functions of text: the policy of the page forbids that. */
const decoders = /numcodecs\/dist\/(blosc|lz4|zstd)\.js$/;
/** Where their bindings (Emscripten's embind) make one. */
const made = "var b = Function;";

/**
 * Lets them call their WebAssembly by a function that is written here.
 *
 * @throws where a package has changed, so that it would fail in the page.
 */
export const withoutEval: Plugin = {
  name: "without-eval",
  transform(code, id) {
    if (!decoders.test(id)) return undefined;
    if (code.split(made).length !== 2) throw new Error(`${id}: expected one place that makes functions of text`);
    const text = code.replace(made, `return ${bound.name}(a); ${made}`);
    return { code: `${text}\n${bound.toString()}`, map: null };
  },
};

/** What a bound function converts values by. */
interface WireType {
  toWireType(destructors: unknown[] | null, value: unknown): unknown;
  fromWireType(value: unknown): unknown;
}
interface Bindings {
  throwBindingError(message: string): void;
  invoker(fn: unknown, ...wired: unknown[]): unknown;
  readonly fn: unknown;
  runDestructors(destructors: unknown[]): void;
  readonly retType: WireType;
  readonly [name: `argType${number}`]: WireType;
  readonly [name: `arg${number}Wired_dtor`]: ((wired: unknown) => void) | undefined;
}

/** @param text names of what it is given, and last the text of the function that it stands for. */
function bound(text: readonly string[]) {
  const names = text.slice(0, -1);
  const count = names.filter((name) => /^argType\d+$/.test(name)).length;
  const destroys = text[text.length - 1].includes("var destructors");
  return (...given: unknown[]) => {
    const by = Object.fromEntries(names.map((name, at) => [name, given[at]])) as unknown as Bindings;
    return (...values: unknown[]) => {
      if (values.length !== count) by.throwBindingError(`expected ${count} arguments, got ${values.length}`);
      const destructors: unknown[] | null = destroys ? [] : null;
      const wired = values.map((value, at) => by[`argType${at}`].toWireType(destructors, value));
      const found = by.invoker(by.fn, ...wired);
      if (destructors) by.runDestructors(destructors);
      else for (const [at, each] of wired.entries()) by[`arg${at}Wired_dtor`]?.(each);
      return by.retType.fromWireType(found);
    };
  };
}

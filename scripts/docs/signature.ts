import type { Exported } from "./exported.ts";
import { below, isNode, type Node, nameOf, nodesOf, syntaxOf } from "./syntax.ts";

/** A parameter of a function or a field of a record. */
export interface Part {
  /** Undefined for a parameter that is taken apart where it is declared. */
  readonly name: string | undefined;
  /** As it is written; empty where there is none. */
  readonly type: string;
  /** What is written above it; empty where there is nothing. */
  readonly doc: string;
}

export interface Signature {
  /** Parameters of a function; fields of an interface, those of records inside it among them. */
  readonly parts: readonly Part[];
  /** What a function returns, without `Promise`; empty for what is no function. */
  readonly returns: string;
}

/** Parameters and what is returned, or fields, of an exported function or interface. */
export function signatureOf({ file, name, kind }: Exported): Signature {
  const { text, body } = syntaxOf(file);
  const typeOf = (node: unknown) => (isNode(node) ? text.slice(node.start, node.end).replace(/^:\s*/, "") : "");
  const above = (node: Node) => /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*$/.exec(text.slice(0, node.start))?.[1] ?? "";
  const declarations = body.map(({ declaration }) => declaration).filter(isNode);
  const found = declarations.find(({ id }) => nameOf(id) === name);
  if (!found) return { parts: [], returns: "" };
  if (kind !== "function") {
    const fields = [...below(found)].filter(({ type }) => type === "TSPropertySignature");
    const parts = fields.map((node): Part => {
      return { name: typeOf(node.key), type: typeOf(node.typeAnnotation), doc: above(node) };
    });
    return { parts, returns: "" };
  }
  const parts = nodesOf(found.params).map((node): Part => {
    const target = isNode(node.left) ? node.left : node;
    const named = target.type === "Identifier" ? nameOf(target) : undefined;
    return { name: named, type: typeOf(target.typeAnnotation), doc: "" };
  });
  return { parts, returns: typeOf(found.returnType).replace(/^Promise<(.*)>$/s, "$1") };
}

import { readFileSync } from "node:fs";
import { parseAst } from "rolldown/parseAst";

/** A node of a syntax tree, as ESTree has it. */
export interface Node extends Readonly<Record<string, unknown>> {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

export const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null && "type" in value;

/** Nodes in a list, or the one that there is. */
export const nodesOf = (value: unknown): Node[] =>
  Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : [];

/** The name of an identifier, or the text of a literal. */
export const nameOf = (node: unknown): string => (isNode(node) ? String(node.name ?? node.value) : "");

/** A node and all below it, but for the parts that are left out. */
export function* below(node: Node, leaves: (node: Node, key: string) => boolean = () => false): Generator<Node> {
  yield node;
  for (const [key, value] of Object.entries(node)) {
    if (leaves(node, key)) continue;
    for (const child of nodesOf(value)) yield* below(child, leaves);
  }
}

const read = new Map<string, { readonly text: string; readonly body: readonly Node[] }>();

/** The text of a TypeScript file and its statements. */
export function syntaxOf(file: string) {
  const text = readFileSync(file, "utf8");
  const tree = read.get(file) ?? { text, body: nodesOf(parseAst(text, { lang: "ts" }, file).body) };
  read.set(file, tree);
  return tree;
}

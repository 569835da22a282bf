import { dirname, join } from "node:path";
import { below, isNode, type Node, nameOf, nodesOf, syntaxOf } from "./syntax.ts";

interface Module {
  /** Functions at the top level. */
  readonly functions: ReadonlyMap<string, Node>;
  /** Names from other files: where each is from, and its name there. */
  readonly imports: ReadonlyMap<string, { readonly file: string; readonly name: string }>;
}

function moduleOf(file: string): Module {
  const functions = new Map<string, Node>();
  const imports = new Map<string, { file: string; name: string }>();
  for (const statement of syntaxOf(file).body) {
    const from = nameOf(statement.source);
    for (const each of from.startsWith(".") ? nodesOf(statement.specifiers) : []) {
      // An import has a name here and one there, what is passed on has one there and one outside.
      const [here, there] = each.type.startsWith("Import") ? [each.local, each.imported] : [each.exported, each.local];
      imports.set(nameOf(here), { file: join(dirname(file), from), name: nameOf(there) });
    }
    const declared = isNode(statement.declaration) ? statement.declaration : statement;
    if (declared.type === "FunctionDeclaration") functions.set(nameOf(declared.id), declared);
    for (const each of declared.type === "VariableDeclaration" ? nodesOf(declared.declarations) : []) {
      if (isNode(each.init) && /Function/.test(each.init.type)) functions.set(nameOf(each.id), each.init);
    }
  }
  return { functions, imports };
}

/** What is thrown for users: errors of these classes, and those that a function makes, but for a run that is stopped. */
const thrown = /^(CellScapeError|RangeError|(?!cancelled$)[a-z]\w*)$/;

const caught = (node: Node, key: string) => node.type === "TryStatement" && isNode(node.handler) && key === "block";

/**
 * Finds how a function of the library can throw: `f < g` where f calls g, whose body throws; undefined where neither it nor
 * what it calls by name does. Methods of objects are not followed, and what is caught does not count.
 */
export function createThrowing(): (file: string, name: string) => string | undefined {
  const modules = new Map<string, Module>();
  const known = new Map<string, string | undefined>();
  return function find(file, name): string | undefined {
    const key = `${file}: ${name}`;
    if (known.has(key)) return known.get(key);
    known.set(key, undefined);
    const module = modules.get(file) ?? moduleOf(file);
    modules.set(file, module);
    const imported = module.imports.get(name);
    const body = module.functions.get(name);
    const path = imported ? find(imported.file, imported.name) : body && pathFrom(body, file);
    known.set(key, imported || path === undefined ? path : path === "" ? name : `${name} < ${path}`);
    return known.get(key);

    function pathFrom(node: Node, from: string): string | undefined {
      for (const { type, argument, callee } of below(node, caught)) {
        if (type === "ThrowStatement" && isNode(argument) && thrown.test(nameOf(argument.callee))) return "";
        if (type !== "CallExpression" || !isNode(callee) || callee.type !== "Identifier") continue;
        const path = find(from, nameOf(callee));
        if (path !== undefined) return path;
      }
      return undefined;
    }
  };
}

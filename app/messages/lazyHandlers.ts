import type { CallTable, HandlersOf } from "./table.ts";

/**
 * Handlers whose module is loaded with the first call of one of them.
 *
 * @param names of all calls of the table.
 */
export function lazyHandlers<Table extends CallTable<Table>>(
  names: Readonly<Record<keyof Table, true>>,
  load: () => Promise<HandlersOf<Table>>,
): HandlersOf<Table> {
  let loaded: Promise<HandlersOf<Table>> | undefined;
  const handlers = Object.keys(names).map((name) => {
    const handler = async (args: never, context: never) => {
      loaded ??= load();
      return (await loaded)[name as keyof Table](args, context);
    };
    return [name, handler] as const;
  });
  // Each name has the handler of its name.
  return Object.fromEntries(handlers) as unknown as HandlersOf<Table>;
}

import { checkOptions, flagOf, unknownOption } from "../../core/options/parse.ts";
import type { Method } from "../../methods/method.ts";
import { allMethods } from "../../methods/registry.ts";

type Input = Readonly<Record<string, unknown>>;

/** Options as typed, parted into those of the run and those of its method. */
export interface PartedOptions {
  readonly run: Input;
  /** Of the chosen method, checked. */
  readonly method: Input;
  readonly faults: readonly string[];
}

/**
 * Part options as typed. Those of the chosen method are `NAME.option`, or `option` alone; options of other methods are
 * refused, as they would do nothing. Of an option that is given twice, the later counts: the command line comes after the file
 * of settings.
 *
 * @param known names of the options of the run.
 */
export function partOptions(input: Input, chosen: Method, known: readonly string[]): PartedOptions {
  const [run, method]: [Record<string, unknown>, Record<string, unknown>] = [{}, {}];
  const faults: string[] = [];
  const typed = new Map<string, string>();
  const own = Object.keys(chosen.options.table);
  for (const [name, value] of Object.entries(input)) {
    if (value === undefined) continue;
    const [owner, option] = name.includes(".") ? name.split(".", 2) : [undefined, name];
    if (owner === undefined && known.includes(option)) run[option] = value;
    else if ((owner ?? chosen.name) === chosen.name && own.includes(option)) {
      method[option] = value;
      typed.set(option, name);
    } else faults.push(strange({ name, owner, option }, chosen, known));
  }
  const written = (option: string) => `--${flagOf(typed.get(option) ?? option)}`;
  const checked = checkOptions(chosen.options.table, method, written);
  return { run, method: checked.values ?? {}, faults: [...checked.faults, ...faults] };
}

function strange(
  { name, owner, option }: { readonly name: string; readonly owner: string | undefined; readonly option: string },
  chosen: Method,
  known: readonly string[],
): string {
  const others = allMethods().filter((each) => each !== chosen && option in each.options.table);
  const [other] = owner === undefined ? others : others.filter((each) => each.name === owner);
  if (other) {
    const fix = `choose --method ${other.name} or leave it out`;
    return `--${flagOf(name)}: expected options of --method ${chosen.name}, got one of ${other.name}; ${fix}`;
  }
  const own = Object.keys(chosen.options.table);
  return unknownOption(name, owner === undefined ? [...known, ...own] : own.map((each) => `${chosen.name}.${each}`));
}

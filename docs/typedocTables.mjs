// What the tables of the reference lack: names for the parameters that are taken apart where they are declared, which TypeDoc
// calls `__namedParameters` (after their type, or `options`), and an empty place where a parameter has no default.
import { Converter, PageEvent, ReflectionKind } from "typedoc";

const nameOf = (type) => {
  const name = type?.type === "reference" ? type.name : "Options";
  return name.endsWith("Options") ? "options" : name.charAt(0).toLowerCase() + name.slice(1);
};

export function load(app) {
  app.converter.on(Converter.EVENT_RESOLVE, (_, reflection) => {
    if (reflection.kind === ReflectionKind.Parameter && reflection.name === "__namedParameters") {
      reflection.name = nameOf(reflection.type);
    }
  });
  app.renderer.on(PageEvent.END, (page) => {
    page.contents = page.contents?.replaceAll("| `undefined` |", "| |");
  });
}

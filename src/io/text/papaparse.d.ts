/** The part of Papa Parse that is used. Its own types bring those of Node with them, and the library is compiled without. */
declare module "papaparse" {
  interface ParseOptions {
    readonly delimiter?: string;
    readonly header?: boolean;
    readonly preview?: number;
    readonly skipEmptyLines?: boolean | "greedy";
    readonly transform?: (value: string) => string;
    readonly transformHeader?: (name: string) => string;
  }

  interface Parsed<Row> {
    readonly data: Row[];
    readonly meta: { readonly fields?: string[] };
  }

  const Papa: { parse<Row>(text: string, options: ParseOptions): Parsed<Row> };
  export default Papa;
}

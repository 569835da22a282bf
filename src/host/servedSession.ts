/** A file by its address. */
export interface ServedFile {
  readonly address: string;
  /** Bytes. */
  readonly size: number;
}

/** A file or a folder that a program gives to the page. */
export interface ServedInput extends ServedFile {
  /** As the user named it. */
  readonly name: string;
  /** Files of a folder by their paths in it, which are below its address, with their bytes; undefined for a file. */
  readonly files?: readonly (readonly [path: string, size: number])[];
}

/** What a server that was started for a page reports of its files, at `/session.json`. */
export interface ServedSession {
  /** The page may replace files that were given by themselves. */
  readonly edit: boolean;
  readonly inputs: readonly ServedInput[];
}

/** Address of a file of a served folder. */
export const addressIn = (folder: string, path: string) =>
  `${folder}/${path.split("/").map(encodeURIComponent).join("/")}`;

import { signal } from "@preact/signals";
import type { Picked } from "../messages/files.ts";

/** What is explored; undefined while the page shows the form. */
export const exploring = signal<Picked | undefined>(undefined);

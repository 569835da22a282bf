import type { Dataset } from "../../data/dataset.ts";
import { samePlaces } from "./samePlaces.ts";
import { strayPlaces } from "./strayPlaces.ts";

/** What is suspicious in the positions of cells, one sentence each; none where all is well. */
export const suspectPlaces = (dataset: Dataset): string[] => [...samePlaces(dataset), ...strayPlaces(dataset)];

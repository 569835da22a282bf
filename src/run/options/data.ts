import { z } from "zod";
import { name, positive, real, whole } from "../../core/options/kinds.ts";
import { defineOptions, option } from "../../core/options/option.ts";

/** What is read of the input, and which cells and genes are analysed. */
export const dataOptions = defineOptions("Data", {
  counts: option(z.string().optional(), {
    flag: "where",
    basic: true,
    description: "where raw counts are: X, raw/X or layers/NAME",
    otherwise: "detected by content",
  }),
  positions: option(z.string().optional(), {
    flag: "where",
    file: "perhaps",
    basic: true,
    description: "where positions are: obsm/KEY, obs/COLUMN,obs/COLUMN, or a file with a table of them",
    otherwise: "detected by name",
  }),
  subset: option(
    z
      .preprocess(
        (given) => (typeof given === "string" ? [given] : given),
        z.array(z.string().regex(/^[^=]+=./)).min(1),
      )
      .optional(),
    {
      flag: "column=value",
      basic: true,
      repeats: true,
      description: "analyse only cells with this value (or A,B) in obs; the others stay, without domain",
    },
  ),
  bin: option(positive().optional(), {
    flag: "size",
    description: "side of the bins to read: micrometres (Visium HD) or instrument units (Stereo-seq)",
    otherwise: "8; Stereo-seq: 50",
  }),
  genome: option(name().optional(), { flag: "name", description: "genome to read where a 10x file holds several" }),
  table: option(name().optional(), {
    flag: "name",
    description: "table to read where a SpatialData store holds several",
  }),
  modality: option(name().optional(), {
    flag: "name",
    description: "modality to read of a MuData file (.h5mu)",
    otherwise: "rna, else the first with positions",
  }),
  orientation: option(z.enum(["cells-in-rows", "genes-in-rows"]).optional(), {
    flag: "how",
    description: "orientation of a text table of counts: cells-in-rows or genes-in-rows",
    otherwise: "detected by content",
  }),
  geneNames: option(name().optional(), {
    flag: "file",
    file: "always",
    description: "table of gene identifiers and symbols (two columns, tab or comma), such as features.tsv",
    otherwise: "a column of var with symbols, or known symbols of human and mouse",
  }),
  strict: option(z.boolean().default(false), {
    description: "fail instead of warning when cells, genes or counts are lost in reading",
  }),
  unitUm: option(positive().optional(), {
    flag: "um",
    description: "micrometres per unit of the positions; adds scale bars",
    otherwise: "as the file states",
  }),
  minCounts: option(real(0).default(1), {
    flag: "N",
    description:
      "cells with fewer counts are not analysed; they stay in the file, without domain. Of values that are no counts, cells without any above 0",
  }),
  minCells: option(whole(0).optional(), {
    flag: "N",
    description: "genes detected in fewer cells are not used",
    otherwise: "3 when there are more genes than --genes, else 1",
  }),
  genes: option(whole(1).default(3000), {
    flag: "N",
    description: "number of genes; a run uses the most variable ones (seurat_v3)",
  }),
  inputs: option(z.enum(["paper", "own"]).optional(), {
    flag: "which",
    description:
      "preprocessing: paper (the same for every method: 10,000 counts per cell, log, most variable genes), or own (as the method was published)",
    otherwise: "paper",
  }),
  normalize: option(z.enum(["auto", "yes", "no", "arcsinh"]).default("auto"), {
    flag: "how",
    description:
      "scale each cell to 10,000 counts and take log(1 + x): yes, no, or auto (unless already logarithmic). Intensities of proteins (CODEX, IMC): arcsinh(x / cofactor), or no where they are transformed already",
  }),
  cofactor: option(positive().optional(), {
    flag: "N",
    description: "cofactor of --normalize arcsinh: about 5 for imaging mass cytometry, 150 for fluorescence",
    otherwise: "5",
  }),
});

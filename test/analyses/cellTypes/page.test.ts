import { expect, test } from "vitest";
import { cellTypesPage } from "../../../src/analyses/cellTypes/page.ts";
import { smallRun } from "../../report/run.ts";

const { made, config } = await smallRun();

test("types from z_intrinsic are said to be level with those from components, and only these", () => {
  const said = (embedding: "intrinsic" | "components" | undefined) => {
    if (!made.cellTypes) throw new Error("no cell types");
    const cellTypes = { ...made.cellTypes, embedding };
    const [text] = cellTypesPage.make({ ...made, cellTypes }, config);
    return text.kind === "text" ? text.text : "";
  };
  expect(said("intrinsic")).toContain("about as well as types from 30 principal components");
  expect(said("components")).not.toContain("about as well");
  expect(said(undefined)).not.toContain("about as well");
});

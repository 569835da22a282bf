import { choosePyramid, pyramid, pyramidPaths } from "./pyramid.ts";

/** Which large picture lies under the tissue. */
export function PyramidChoice() {
  const name = pyramid.value?.name ?? "";
  const names = [...new Set([...pyramidPaths.value, ...(name === "" ? [] : [name])])];
  return (
    <div class="row">
      <label for="pyramid">Tiles</label>
      <select
        id="pyramid"
        value={name}
        onChange={({ currentTarget: { value } }) => choosePyramid(value === "" ? undefined : value)}
      >
        <option value="">none</option>
        {names.map((each) => (
          <option key={each} value={each} disabled={!pyramidPaths.value.includes(each)}>
            {each}
          </option>
        ))}
      </select>
      <label class="button">
        Open a TIFF
        <input
          type="file"
          id="pyramid-file"
          accept=".tif,.tiff,.btf"
          onChange={({ currentTarget: { files } }) => choosePyramid(files?.[0])}
        />
      </label>
    </div>
  );
}

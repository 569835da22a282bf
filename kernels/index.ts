export { combineRows } from "./combineRows";
export { linearScores, weighRows } from "./mixture";
export { momentBlock } from "./moments";
export { compareLeaves, nearLeaves } from "./nearest";
export { nearestPoints } from "./nearestPoints";
export { countNear, nearCells } from "./pairs";
export { panelProduct } from "./panelProduct";
export { umapEpoch } from "./umapEpoch";
export { nearestWard } from "./ward";

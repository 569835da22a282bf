export { combineRows } from "./combineRows";
export { compareLeaves, nearLeaves } from "./nearest";
export { countNear, nearCells } from "./pairs";
export { nearestPoints } from "./nearestPoints";
export { panelProduct } from "./panelProduct";
export { umapEpoch } from "./umapEpoch";

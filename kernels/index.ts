export { combineRows } from "./combineRows";
export { compareLeaves, nearLeaves } from "./nearest";
export { countNear, nearCells } from "./pairs";
export { panelProduct } from "./panelProduct";
export { umapEpoch } from "./umapEpoch";

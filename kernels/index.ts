export { combineRows } from "./combineRows";
export { countNear, nearCells } from "./pairs";
export { panelProduct } from "./panelProduct";
export { umapEpoch } from "./umapEpoch";

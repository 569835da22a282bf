export { combineRows } from "./combineRows";
export { panelProduct } from "./panelProduct";
export { umapEpoch } from "./umapEpoch";

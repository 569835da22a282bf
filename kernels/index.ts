export { umapEpoch } from "./umapEpoch";

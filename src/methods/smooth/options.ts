import { whole } from "../../core/options/kinds.ts";
import { defineOptions, option } from "../../core/options/option.ts";

export const smoothOptions = defineOptions("Method smooth", {
  rounds: option(whole(0, 1000).default(2), { flag: "t", description: "rounds of averaging over neighbours" }),
});

import { z } from "zod";
import { name } from "../../core/options/kinds.ts";
import { defineOptions, type OptionValues, option } from "../../core/options/option.ts";

/** How domains are called, coloured and ordered; which cells they hold does not depend on it. */
export const domainNameOptions = defineOptions("Names of domains", {
  names: option(name().optional(), {
    flag: "file",
    file: "always",
    description: "table of domains with the columns domain, and as wanted name, colour (#rrggbb) and order",
    otherwise: "numbers by size",
  }),
  order: option(
    z
      .string()
      .regex(/^(path(:.+)?|depth:.+)$/)
      .optional(),
    {
      flag: "path|path:DOMAIN|depth:DOMAIN",
      description:
        "order of the domains: along the path of their borders in the tissue (beginning near DOMAIN), or by distance from DOMAIN",
      otherwise: "by size, or as in --names",
    },
  ),
});

export type DomainNameOptions = OptionValues<typeof domainNameOptions.table>;

/** The icon of each therapy, as in icons.json. */

import type { Therapy } from "./view";

export const ICONS: Record<Therapy, string> = {
  ice: "mdi:snowflake",
  heat: "mdi:heat-wave",
  massage: "mdi:hand-heart",
  stretch: "mdi:yoga",
  walk: "mdi:walk",
};

/** The person of an entity of BackCare, and the entities of a person. */

import type { HomeAssistant } from "./hass";

/** Return the person of an entity; undefined if it is not from BackCare. */
export function personOf(hass: HomeAssistant, entity: string): string | undefined {
  const registered = hass.entities[entity];
  if (registered?.platform !== "backcare") return undefined;
  const device = registered.device_id ? hass.devices[registered.device_id] : undefined;
  return device?.config_entry_id ?? device?.primary_config_entry ?? device?.config_entries?.[0];
}

/** Return the entities of a person that are not disabled, by `domain.key`. */
export function entitiesOf(hass: HomeAssistant, person: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const { entity_id, translation_key } of Object.values(hass.entities)) {
    if (personOf(hass, entity_id) !== person) continue;
    found[`${entity_id.split(".")[0]}.${translation_key}`] = entity_id;
  }
  return found;
}

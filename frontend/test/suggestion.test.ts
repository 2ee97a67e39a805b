import { expect, it, vi } from "vitest";

interface Listed {
  getEntitySuggestion(hass: object, entity: string): { config: object } | null;
}

const listed: Listed[] = [];
vi.stubGlobal("window", { customCards: listed });
vi.stubGlobal("customElements", { whenDefined: () => new Promise(() => {}) });
await import("../src/backcare-card");

it.each([
  [{ config_entry_id: "anna" }],
  [{ primary_config_entry: "anna", config_entries: ["other", "anna"] }],
  [{ primary_config_entry: null, config_entries: ["anna"] }],
])("suggests the card of a device's person: %o", (device) => {
  const entity_id = "sensor.anna_phase";
  const hass = {
    entities: { [entity_id]: { entity_id, platform: "backcare", device_id: "d" } },
    devices: { d: device },
  };
  expect(listed[0]?.getEntitySuggestion(hass, entity_id)?.config).toEqual({
    type: "custom:backcare-card",
    person: "anna",
  });
});

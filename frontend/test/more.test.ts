import { expect, it } from "vitest";
import type { HomeAssistant } from "../src/hass";
import { entityOf } from "../src/more";
import { hass } from "./shown";

const phase = { platform: "backcare", translation_key: "phase", device_id: "anna" };
const plug = { entity_id: "switch.pad", platform: "mqtt" };
const home = {
  ...hass(),
  devices: { anna: { config_entry_id: "anna" } },
  entities: {
    "sensor.anna_phase": { entity_id: "sensor.anna_phase", ...phase },
    "switch.pad": plug,
  },
} as unknown as HomeAssistant;

it.each([
  ["an entity of the person", "anna", "sensor.phase", "sensor.anna_phase"],
  ["the plug of the pad", "anna", "switch.pad", "switch.pad"],
  ["nothing of what its person has not turned on", "anna", "sensor.pain_level", undefined],
  ["nothing of somebody else", "ben", "sensor.phase", undefined],
])("what is held opens %s", (_name, person, held, opened) => {
  expect(entityOf(home, person, held)).toBe(opened);
});

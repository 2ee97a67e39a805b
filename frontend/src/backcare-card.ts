/**
 * What BackCare has for dashboards: tells Home Assistant of it, and defines it once that is there.
 *
 * Home Assistant puts its own registry of custom elements in the place of the browser's when it starts,
 * and does not know what was defined before. Until 2026.10 nothing keeps this module from being first.
 */

import type { HomeAssistant } from "./hass";
import { personOf } from "./registry";

const NAME = "BackCare";
const DOCUMENTATION = "https://github.com/backcare/backcare/blob/main/docs/dashboards.md";

const listed = window as unknown as Partial<
  Record<"customCards" | "customStrategies" | "customCardFeatures", object[]>
>;
listed.customCards ??= [];
listed.customCards.push({
  type: "backcare-card",
  name: NAME,
  description: "What is right for the back now: sessions, the plan, the diary.",
  preview: true,
  documentationURL: DOCUMENTATION,
  getEntitySuggestion(hass: HomeAssistant, entity: string): { config: object } | null {
    if (hass.entities[entity]?.platform !== "backcare") return null;
    const person = personOf(hass, entity);
    return { config: { type: "custom:backcare-card", ...(person ? { person } : {}) } };
  },
});
listed.customStrategies ??= [];
listed.customStrategies.push({
  type: "backcare",
  strategyType: "dashboard",
  name: NAME,
  description: "A view for each person: the card, a tile, the pain and the calendar.",
  documentationURL: DOCUMENTATION,
});
listed.customCardFeatures ??= [];
listed.customCardFeatures.push({
  type: "backcare-session",
  name: NAME,
  isSupported: (hass: HomeAssistant, { entity_id: entity }: { entity_id?: string }) =>
    entity?.startsWith("timer.") && hass.entities[entity]?.platform === "backcare",
});

void customElements
  .whenDefined("home-assistant")
  .then(() => Promise.all([import("./card"), import("./feature"), import("./strategy")]));

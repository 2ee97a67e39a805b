/**
 * Lists the card, the dashboard and the tile feature in Home Assistant, and defines them once it has started.
 *
 * When Home Assistant starts, it replaces the browser's registry of custom elements by its own, which does not
 * know earlier definitions. Until 2026.10, this module may be loaded first.
 */

import type { HomeAssistant } from "./hass";
import { personOf } from "./registry";
import { loadTexts, say } from "./texts";

const NAME = "BackCare";
const DOCUMENTATION = "https://github.com/backcare/backcare/blob/main/docs/dashboards.md";

/** Return a text in the user's language, or in English until its texts are loaded. */
function inWords(key: string, english: string): string {
  const hass = document.querySelector<HTMLElement & { hass?: HomeAssistant }>(
    "home-assistant",
  )?.hass;
  if (!hass) return english;
  void loadTexts(hass).catch(() => undefined);
  return say(hass, key) || english;
}

const listed = window as unknown as Partial<
  Record<"customCards" | "customStrategies" | "customCardFeatures", object[]>
>;
listed.customCards ??= [];
listed.customCards.push({
  type: "backcare-card",
  name: NAME,
  get description() {
    return inWords("about_card", "What is right for the back now: sessions, the plan, the diary.");
  },
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
  get description() {
    return inWords("about_dashboard", "A view for each person: card, tile, pain and calendar.");
  },
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

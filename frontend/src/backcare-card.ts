/**
 * The dashboard card of BackCare: tells Home Assistant of itself, and is defined once that is there.
 *
 * Home Assistant puts its own registry of custom elements in the place of the browser's when it starts,
 * and does not know what was defined before. Until 2026.10 nothing keeps this module from being first.
 */

import type { HomeAssistant } from "./hass";

interface Listed {
  type: string;
  name: string;
  description: string;
  preview: boolean;
  documentationURL: string;
  getEntitySuggestion(hass: HomeAssistant, entity: string): { config: object } | null;
}

const listed = window as unknown as { customCards?: Listed[] };
listed.customCards ??= [];
listed.customCards.push({
  type: "backcare-card",
  name: "BackCare",
  description: "What is right for the back now: sessions, the plan, the diary.",
  preview: true,
  documentationURL: "https://github.com/backcare/backcare#the-card",
  getEntitySuggestion(hass, entity) {
    const registered = hass.entities[entity];
    if (registered?.platform !== "backcare") return null;
    const device = registered.device_id ? hass.devices[registered.device_id] : undefined;
    const person =
      device?.config_entry_id ?? device?.primary_config_entry ?? device?.config_entries?.[0];
    return { config: { type: "custom:backcare-card", ...(person ? { person } : {}) } };
  },
});

void customElements.whenDefined("home-assistant").then(() => import("./card"));

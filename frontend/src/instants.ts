/** The exact time of an answer, although a form knows minutes only. */

import type { HomeAssistant } from "./hass";
import { fromForm, toForm } from "./time";

/** The time that a form was filled with, and its text in the form. */
export interface Asked {
  at: number;
  text: string;
}

/** Return what to fill a form with. */
export function asked(hass: HomeAssistant, at: number): Asked {
  return { at, text: toForm(hass, at) };
}

/**
 * Return the time that is entered in a form, for an action; undefined means the time of the action.
 *
 * `onset` is that of the episode that the time has to belong to, null without one.
 */
export function answered(
  hass: HomeAssistant,
  { at, text }: Asked,
  entered: string,
  now: number,
  onset: string | null,
): string | undefined {
  const asAsked = entered === text;
  const isOfOnset = onset !== null && entered === toForm(hass, Date.parse(onset));
  if (isOfOnset && !(asAsked && at >= Date.parse(onset))) return onset;
  if (!asAsked) return fromForm(hass, entered);
  // A clock may have been set back meanwhile, and a time in the future would be refused.
  return at < now ? new Date(at).toISOString() : undefined;
}

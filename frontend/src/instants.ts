/** What instant an answer is of: a form tells minutes. */

import type { HomeAssistant } from "./hass";
import { fromForm, toForm } from "./time";

/** An instant that a form was filled with, and what it showed of it. */
export interface Asked {
  at: number;
  text: string;
}

/** Return what a form is to be filled with. */
export function asked(hass: HomeAssistant, at: number): Asked {
  return { at, text: toForm(hass, at) };
}

/**
 * Return the time that an action takes for what a form tells; undefined is the time at which it is taken.
 *
 * `onset` is that of the episode that it has to belong to, null without one.
 */
export function answered(
  hass: HomeAssistant,
  { at, text }: Asked,
  told: string,
  now: number,
  onset: string | null,
): string | undefined {
  const asAsked = told === text;
  const isOfOnset = onset !== null && told === toForm(hass, Date.parse(onset));
  if (isOfOnset && !(asAsked && at >= Date.parse(onset))) return onset;
  if (!asAsked) return fromForm(hass, told);
  // A clock that was put back meanwhile: what is in the future is refused.
  return at < now ? new Date(at).toISOString() : undefined;
}

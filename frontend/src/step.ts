/** The next step, and what to do at the end of a session. */

import { html, nothing, type TemplateResult } from "lit";
import type { HomeAssistant } from "./hass";
import { common, cutOff } from "./texts";
import { fromThen, moment, timeOfDay } from "./time";
import { minutes } from "./today";
import type { Ended, Person } from "./view";

/** Steps that an alarm shows already. */
const ALARMS = ["call_emergency", "unplug_pad", "see_doctor_today"];

/** Return the first line of the card, nothing if an alarm shows it. */
export function step(hass: HomeAssistant, person: Person, now: number, ok: () => void) {
  const { next_step: next, ended } = person;
  if (ended && !(ended.on_pad && person.pad?.fault)) return over(hass, person, ended, now, ok);
  if (ALARMS.includes(next.state)) return nothing;
  return html`<p class="step">${sentence(hass, person, now)}${why(hass, person)}</p>`;
}

/** Return the sentence for the next step. */
export function sentence(hass: HomeAssistant, { next_step: next }: Person, now: number): string {
  const values: Record<string, string> = {};
  if (next.until) {
    const until = fromThen(Date.parse(next.until));
    // A pause is too short for another day to be meant, and no language says "at tomorrow".
    values.time = next.state === "paused" ? timeOfDay(hass, until) : moment(hass, until, now);
  }
  if (next.length !== null) values.duration = minutes(hass, next.length * 1000, "long");
  return common(hass, next.text, values);
}

/** Return what to do at the end of a session (R15), until it is acknowledged. */
function over(
  hass: HomeAssistant,
  person: Person,
  ended: Ended,
  now: number,
  ok: () => void,
): TemplateResult {
  return html`<div class="ended ${ended.therapy}" role="status">
    <p>${endOf(hass, person, ended, now)}${why(hass, person)}</p>
    ${
      person.read_only
        ? nothing
        : html`<button type="button" @click=${ok}>${hass.localize("ui.common.ok")}</button>`
    }
  </div>`;
}

function endOf(hass: HomeAssistant, person: Person, ended: Ended, now: number): string {
  const { therapy, on_pad, event } = ended;
  if (event === "interrupted") return common(hass, "announce_interrupted");
  if (therapy !== "ice" && therapy !== "heat") return common(hass, `announce_ended_${therapy}`);
  const { next_step: next } = person;
  // The pad counts as on until its off is confirmed.
  const off = on_pad && !person.pad?.on;
  const takeOff = common(hass, off ? "care_end_pad" : `care_end_${therapy}`);
  if (!next.until || next.therapy !== therapy) return takeOff;
  const time = moment(hass, fromThen(Date.parse(next.until)), now);
  return `${takeOff} ${common(hass, `care_next_${therapy}`, { time })}`;
}

function why(hass: HomeAssistant, { next_step: next }: Person) {
  return next.cut_off ? html` <small>${cutOff(hass, next.cut_off)}</small>` : nothing;
}

/** What cannot be overlooked: a doctor to see, a pad that heats on, and that nothing of this may be true any more. */

import { html, nothing, type TemplateResult } from "lit";
import type { HomeAssistant } from "./hass";
import { choice, say } from "./texts";
import type { Person } from "./view";

/** Return the alarms, the most pressing first: a pad that heats on, but for what calls for an ambulance. */
export function alarms(hass: HomeAssistant, person: Person, clear: () => void) {
  const doctor = person.doctor ? advice(hass, person, person.doctor, clear) : nothing;
  return person.doctor === "emergency"
    ? html`${doctor}${fault(hass, person)}`
    : html`${fault(hass, person)}${doctor}`;
}

/** Return that Home Assistant is out of reach, and with it the pad of a session. */
export function disconnected(hass: HomeAssistant, person?: Person): TemplateResult {
  const heats = person?.pad && person.session?.therapy === "heat";
  const text = say(hass, heats ? "disconnected_heat" : "disconnected");
  return html`<ha-alert alert-type="error">${text}</ha-alert>`;
}

function advice(
  hass: HomeAssistant,
  { red_flags: flags, private: hidden, read_only: readOnly }: Person,
  doctor: NonNullable<Person["doctor"]>,
  clear: () => void,
): TemplateResult {
  const emergency = doctor === "emergency";
  return html`<div class="alarm ${emergency ? "emergency" : "urgent"}" role="alert">
    <ha-icon icon=${emergency ? "mdi:phone-alert" : "mdi:doctor"}></ha-icon>
    <div>
      <strong>${say(hass, `doctor_${doctor}`)}</strong>
      ${flags.map((flag) => choice(hass, "red_flag", flag)).join(" · ")}
    </div>
    ${
      doctor === "not_recovered" || hidden || readOnly
        ? nothing
        : html`<button type="button" @click=${clear}>${say(hass, "menu_clear")}</button>`
    }
  </div>`;
}

function fault(hass: HomeAssistant, { pad }: Person) {
  if (!pad?.fault) return nothing;
  return html`<div class="alarm" role="alert">
    <ha-icon icon="mdi:power-plug-off"></ha-icon>
    <div><strong>${say(hass, "pad_fault", { name: pad.name })}</strong></div>
  </div>`;
}

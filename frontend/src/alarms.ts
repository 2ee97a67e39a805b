/** Alarms: a doctor to see, a pad that stays on, and a lost connection. */

import { html, nothing, type TemplateResult } from "lit";
import type { HomeAssistant } from "./hass";
import { choice, say } from "./texts";
import type { Absent, Person, View } from "./view";

/** What an alarm opens. */
type Open = (kind: "clear" | "report") => void;

/** Return the alarms, the most urgent first: an emergency comes before a pad that stays on. */
export function alarms(hass: HomeAssistant, person: Person, view: View, open: Open) {
  const doctor = person.doctor ? advice(hass, person, person.doctor, view, open) : nothing;
  const pads = faults(hass, view.persons, person);
  return person.doctor === "emergency" ? html`${doctor}${pads}` : html`${pads}${doctor}`;
}

/** Return the alarm that Home Assistant, and with it the pad of a session, is out of reach. */
export function disconnected(hass: HomeAssistant, person?: Person): TemplateResult {
  const heats = person?.pad && person.session?.therapy === "heat";
  const text = say(hass, heats ? "disconnected_heat" : "disconnected");
  return html`<ha-alert alert-type="error">${text}</ha-alert>`;
}

function advice(
  hass: HomeAssistant,
  person: Person,
  doctor: NonNullable<Person["doctor"]>,
  { emergency_number: number }: View,
  open: Open,
): TemplateResult {
  const emergency = doctor === "emergency";
  const mayClear = doctor !== "not_recovered" && !person.private && !person.read_only;
  return html`<div class="alarm ${emergency ? "emergency" : "urgent"}" role="alert">
    <ha-icon icon=${emergency ? "mdi:phone-alert" : "mdi:doctor"}></ha-icon>
    <div>
      <strong>${say(hass, `doctor_${doctor}`)}</strong>
      ${person.red_flags.map((flag) => choice(hass, "red_flag", flag)).join(" · ")}
    </div>
    ${
      emergency && number
        ? html`<a class="call" href="tel:${number}">
            <ha-icon icon="mdi:phone"></ha-icon>${say(hass, "call", { number })}
          </a>`
        : nothing
    }
    ${
      emergency && !person.private
        ? html`<button type="button" @click=${() => open("report")}>
            ${say(hass, "menu_report")}
          </button>`
        : nothing
    }
    ${
      mayClear
        ? html`<button type="button" @click=${() => open("clear")}>
            ${say(hass, "menu_clear")}
          </button>`
        : nothing
    }
  </div>`;
}

/** Return every pad of the house that could not be switched off: anybody nearby can unplug it. */
export function faults(hass: HomeAssistant, persons: (Person | Absent)[], shown?: Person) {
  // A shared pad has the name that the shown person gave it.
  const pads = [...persons, shown].map((each) => (each?.loaded ? each.pad : null));
  const faulty = new Map(pads.flatMap((pad) => (pad?.fault ? [[pad.entity_id, pad.name]] : [])));
  return [...faulty.values()].map(
    (name) => html`<div class="alarm" role="alert">
      <ha-icon icon="mdi:power-plug-off"></ha-icon>
      <div><strong>${say(hass, "pad_fault", { name })}</strong></div>
    </div>`,
  );
}

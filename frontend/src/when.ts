/** The time of an entry: now, this morning, yesterday evening, or a chosen one. */

import { html, nothing, type TemplateResult } from "lit";
import type { HomeAssistant } from "./hass";
import { say } from "./texts";
import { toForm } from "./time";

const DAY = 86_400_000;
const MORNING = "07:00:00";
const EVENING = "20:00:00";

export type When = "now" | "morning" | "evening" | "choose";

/** Return the time in the format of forms, undefined for a chosen one. */
export function meant(hass: HomeAssistant, when: When, now: number): string | undefined {
  if (when === "now") return toForm(hass, now);
  if (when === "morning") return `${day(hass, now)} ${MORNING}`;
  if (when === "evening") return `${day(hass, now - DAY)} ${EVENING}`;
  return undefined;
}

function day(hass: HomeAssistant, at: number): string {
  return toForm(hass, at).slice(0, 10);
}

/** Return chips for the times, and a field for a chosen one. */
export function times(
  hass: HomeAssistant,
  { when, at, now, label }: { when: When; at: string; now: number; label: string },
  choose: (when: When, at: string) => void,
): TemplateResult {
  const there = (["now", "morning", "evening", "choose"] as When[]).filter(
    // This morning is not offered before it has begun.
    (each) => each !== "morning" || `${meant(hass, each, now)}` < toForm(hass, now),
  );
  return html`<fieldset>
    <legend>${label}</legend>
    <div class="known">
      ${there.map(
        (each) => html`<button
          type="button"
          class="chip"
          aria-pressed=${each === when}
          @click=${() => choose(each, meant(hass, each, now) ?? at)}
        >
          ${say(hass, `when_${each}`)}
        </button>`,
      )}
    </div>
    ${
      when === "choose"
        ? html`<input
            class="time"
            type="datetime-local"
            aria-label=${label}
            .value=${at.slice(0, 16).replace(" ", "T")}
            max=${toForm(hass, now).slice(0, 16).replace(" ", "T")}
            @change=${({ target }: Event) => {
              const { value } = target as HTMLInputElement;
              // An empty field keeps the time before.
              if (value) choose("choose", `${value.slice(0, 16).replace("T", " ")}:00`);
            }}
          />`
        : nothing
    }
  </fieldset>`;
}

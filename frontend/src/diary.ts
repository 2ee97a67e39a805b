/** The diary as a list; entries that a person logged can be corrected and deleted. */

import { html, nothing, type TemplateResult } from "lit";
import type { HomeAssistant } from "./hass";
import { choice, common, say } from "./texts";
import { moment, wordsOf } from "./time";
import { minutes } from "./today";
import type { Entry, Logged, Person } from "./view";

/** How many entries a page has. */
export const PAGE = 20;

/** Return whether a person logged an entry: only such entries can be corrected. */
export function isLogged(entry: Entry): entry is Logged {
  return entry.kind === "spasm" || entry.kind === "pain";
}

/** Return an entry as text. */
export function described(hass: HomeAssistant, entry: Entry): string {
  switch (entry.kind) {
    case "pain":
      return joined(say(hass, "entry_pain", { value: entry.level }), entry.activity);
    case "spasm": {
      const { intensity, activity, duration, eased_by: eased } = entry;
      return joined(
        intensity === null
          ? say(hass, "entry_spasm")
          : say(hass, "entry_spasm_rated", { value: intensity }),
        duration === null ? null : lasted(hass, duration),
        activity,
        eased && common(hass, "report_entry_eased", { what: eased }),
      );
    }
    case "session":
    case "exposure":
      return joined(
        choice(hass, "therapy", entry.therapy),
        minutes(hass, (entry.kind === "session" ? entry.used : entry.exposure) * 1000),
      );
    case "flags_reported":
    case "flags_cleared": {
      const flags = entry.flags.map((flag) => choice(hass, "red_flag", flag)).join(" · ");
      return entry.kind === "flags_reported"
        ? say(hass, "entry_flags_reported", { flags })
        : say(hass, "entry_flags_cleared", { flags });
    }
    case "flags_denied":
      return say(hass, "entry_flags_denied");
    case "episode":
      return say(hass, "entry_episode");
  }
}

/** Return a short duration, in seconds below a minute. */
export function lasted(hass: HomeAssistant, duration: number): string {
  if (duration >= 60) return minutes(hass, duration * 1000);
  const format = { style: "unit", unit: "second", unitDisplay: "short" } as const;
  return new Intl.NumberFormat(wordsOf(hass), format).format(duration);
}

function joined(...parts: (string | null)[]): string {
  return parts.filter(Boolean).join(" · ");
}

export interface Diary {
  entries: Entry[];
  more: boolean;
}

/** What the buttons do. */
export interface Commands {
  older(): void;
  correct(entry: Logged): void;
  /** Ask for a confirmation, because a deletion cannot be undone. */
  ask(entry: Logged | undefined): void;
  remove(entry: Logged): void;
}

/** Return the entries, the newest first; `asked` is the one that is about to be deleted. */
export function list(
  hass: HomeAssistant,
  person: Person,
  { entries, more }: Diary,
  asked: string,
  now: number,
  commands: Commands,
): TemplateResult {
  // Exposure is left out, because its session is listed.
  const shown = entries.filter((entry) => entry.kind !== "exposure").reverse();
  if (!shown.length && !more) return html`<p>${say(hass, "entries_none")}</p>`;
  return html`<ul class="entries">
      ${shown.map((entry) => row(hass, person, entry, asked, now, commands))}
    </ul>
    ${
      more
        ? html`<button type="button" class="chip" @click=${commands.older}>
            ${say(hass, "entries_older")}
          </button>`
        : nothing
    }`;
}

function row(
  hass: HomeAssistant,
  person: Person,
  entry: Entry,
  asked: string,
  now: number,
  commands: Commands,
): TemplateResult {
  const what = described(hass, entry);
  const at = moment(hass, Date.parse(entry.at), now);
  const label = `${what}, ${at}`;
  return html`<li>
    <span class="what">${what}<small>${at}</small></span>
    ${
      person.read_only || !isLogged(entry)
        ? nothing
        : html`<button
              type="button"
              class="icon"
              aria-label=${say(hass, "entry_edit", { entry: label })}
              @click=${() => commands.correct(entry)}
            >
              <ha-icon icon="mdi:pencil"></ha-icon>
            </button>
            <button
              type="button"
              class="icon"
              aria-label=${say(hass, "entry_delete", { entry: label })}
              aria-expanded=${asked === entry.id}
              @click=${() => commands.ask(asked === entry.id ? undefined : entry)}
            >
              <ha-icon icon="mdi:delete-outline"></ha-icon>
            </button>
            ${asked === entry.id ? sure(hass, entry, commands) : nothing}`
    }
  </li>`;
}

function sure(hass: HomeAssistant, entry: Logged, commands: Commands): TemplateResult {
  return html`<p class="sure" role="alert">
    ${say(hass, "entry_delete_ask")}
    <button type="button" class="chip danger" @click=${() => commands.remove(entry)}>
      ${hass.localize("ui.common.delete")}
    </button>
  </p>`;
}

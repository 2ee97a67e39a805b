/** What is shown without a browser: a template as text, with the texts that the integration has. */

import { nothing } from "lit";
import en from "../../custom_components/backcare/translations/en.json";
import type { HomeAssistant } from "../src/hass";
import type { Entry, Offer, Person, Session, View } from "../src/view";

/** Home Assistant in English, in a zone that is not the tests' own. */
export function hass(locale: object = {}, time_zone = "Europe/Berlin"): HomeAssistant {
  return {
    locale: { language: "en-GB", time_format: "language", time_zone: "server", ...locale },
    config: { time_zone },
    localize: text,
  } as HomeAssistant;
}

function text(key: string, values: Record<string, string | number> = {}): string {
  const [, , ...path] = key.split(".");
  let found: unknown = en;
  for (const step of path) found = (found as Record<string, unknown> | undefined)?.[step];
  return String(found ?? "").replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

/** Anna, in bed since noon of yesterday; the day is Sunday in Berlin. */
export function anna(changed: Partial<Person> = {}): Person {
  return {
    config_entry_id: "anna",
    name: "Anna",
    mine: false,
    loaded: true,
    private: false,
    read_only: false,
    phase: "ice",
    onset: "2026-11-21T11:00:00Z",
    recovered: null,
    heat_from: "2026-11-24T11:00:00Z",
    therapy: "ice",
    session: null,
    ended: null,
    offers: [],
    rests: { ice: 3600, heat: 3600 },
    next_step: {
      state: "use_ice",
      text: "step_use_ice",
      therapy: "ice",
      until: null,
      length: 900,
      cut_off: null,
    },
    told_otherwise: null,
    question: null,
    unread: [],
    eased: [],
    doctor: null,
    red_flags: [],
    today: {
      since: "2026-11-21T23:00:00Z",
      until: "2026-11-22T23:00:00Z",
      ice: 0,
      heat: 0,
      spasms: 0,
    },
    pain: null,
    pain_at: null,
    avoid: [],
    activities: [],
    last_act: null,
    pad: null,
    ...changed,
  };
}

/** What the card is sent, with these persons. */
export function view(...persons: View["persons"]): View {
  const red_flags = {
    emergency: ["chest_pain"],
    urgent: ["fever", "urgent"],
    soon: ["weight_loss"],
  };
  return {
    persons,
    histories: {},
    now: "2026-11-22T17:00:00Z",
    red_flags,
    emergency_number: "112",
  };
}

/** An entry with what every one of its kind has. */
export function entry(fields: Partial<Entry> & Pick<Entry, "kind" | "at">): Entry {
  const nothing = { intensity: null, duration: null, activity: null, eased_by: null };
  return { id: `${fields.kind} ${fields.at}`, ...nothing, ...fields } as Entry;
}

/** A session of heat that runs. */
export function heating(changed: Partial<Session> = {}): Session {
  return {
    therapy: "heat",
    started: "2026-11-22T16:50:00Z",
    length: 1200,
    remaining: 1200,
    finishes_at: "2026-11-22T17:10:00Z",
    lapses_at: null,
    on_pad: false,
    longer: false,
    ...changed,
  };
}

/** What may start. */
export function offer(therapy: Offer["therapy"], changed: Partial<Offer> = {}): Offer {
  const { length, at_most } = { length: 900, at_most: 1200 };
  return {
    therapy,
    length,
    at_most,
    without_pad: null,
    rests_until: null,
    refused: null,
    ...changed,
  };
}

/** Return a template as the markup that it becomes. */
export function markup(value: unknown): string {
  if (value === nothing || value === null || value === undefined) return "";
  if (Array.isArray(value)) return value.map(markup).join("");
  if (typeof value !== "object") return String(value);
  const { strings, values } = value as { strings: string[]; values: unknown[] };
  return strings.map((string, index) => string + markup(values[index])).join("");
}

/** Return the numbers of each place in the markup that is as the pattern says. */
export function numbers(shown: string, pattern: RegExp): number[][] {
  return [...shown.matchAll(pattern)].map(([, ...found]) => found.map(Number));
}

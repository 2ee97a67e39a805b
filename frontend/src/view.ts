/** The view of all persons, as in outputs/card_view.py, where everything is decided that rules decide. */

import type { HomeAssistant } from "./hass";

export const THERAPIES = ["ice", "heat", "massage", "stretch", "walk"] as const;
export type Therapy = (typeof THERAPIES)[number];
export type Tier = "emergency" | "urgent" | "soon";

/** By how many seconds a session can be extended: as the rules offer it, see rules/views.py. */
export const EXTENSION = 300;

export interface Refused {
  reason: string;
  allowed_from: string | null;
  placeholders: Record<string, string>;
}

export interface Offer {
  therapy: Therapy;
  length: number | null;
  /** How long it may run at most, and heat without the pad: seconds. */
  at_most: number | null;
  without_pad: number | null;
  /** Until when the plan has a rest; before that, the offer is what is left of an application. */
  rests_until: string | null;
  refused: Refused | null;
}

export interface Session {
  therapy: Therapy;
  started: string;
  length: number;
  remaining: number;
  finishes_at: string | null;
  lapses_at: string | null;
  on_pad: boolean;
  /** Whether five more minutes are within the limits. */
  longer: boolean;
}

/** The end of a session without a command, until it is acknowledged. */
export interface Ended {
  therapy: Therapy;
  event: "finished" | "interrupted";
  at: string;
  on_pad: boolean;
}

export interface Pad {
  entity_id: string;
  name: string;
  /** Whether it is not confirmed off. */
  on: boolean;
  fault: boolean;
  /** How many offs its plug took back, and of how many; null if it is reliable. */
  takes_back: { taken_back: number; offs: number } | null;
}

/** A person who is not loaded, or hidden from the user of this card. */
export interface Absent {
  config_entry_id: string;
  name: string;
  mine: boolean;
  loaded: false;
  private: boolean;
  phase?: null;
  pain?: null;
  red_flags?: never[];
}

export interface Person {
  config_entry_id: string;
  name: string;
  /** Whether this is the user of this card. */
  mine: boolean;
  loaded: true;
  /** Whether details are left out, because they are not for the user of this card. */
  private: boolean;
  /** Whether the user of this card may stop and report only. */
  read_only: boolean;
  /** The next step; `text` is the key of its sentence. */
  next_step: {
    state: string;
    text: string;
    therapy: Therapy | null;
    until: string | null;
    length: number | null;
    cut_off: string | null;
  };
  phase: "none" | "ice" | "heat" | "recovery";
  onset: string | null;
  recovered: string | null;
  heat_from: string | null;
  therapy: Therapy | null;
  session: Session | null;
  ended: Ended | null;
  offers: Offer[];
  rests: Partial<Record<Therapy, number>>;
  told_otherwise: { heat_after: number; early_stretches: boolean } | null;
  question: string | null;
  unread: string[];
  doctor: Tier | "not_recovered" | null;
  red_flags: string[];
  today: { since: string; until: string; ice: number; heat: number; spasms: number | null };
  pain: number | null;
  pain_at: string | null;
  /** Activities before spasms and pain rises of the episode, the most common first. */
  avoid: { activity: string; count: number }[];
  activities: string[];
  eased: string[];
  /** The last command, and until when it can be taken back. */
  last_act: { act: string; until: string } | null;
  pad: Pad | null;
}

export interface View {
  persons: (Person | Absent)[];
  /** The last week of the shown persons; a message has only those that have changed. */
  histories: Record<string, Entry[]>;
  now: string;
  red_flags: Record<Tier, string[]>;
  /** What calls an ambulance where Home Assistant is; null where that is not known. */
  emergency_number: string | null;
}

export interface Spasm {
  id: string;
  kind: "spasm";
  at: string;
  intensity: number | null;
  /** Seconds. */
  duration: number | null;
  activity: string | null;
  eased_by: string | null;
}

export interface Pain {
  id: string;
  kind: "pain";
  at: string;
  level: number;
  activity: string | null;
}

export type Logged = Spasm | Pain;

export type Entry =
  | Logged
  | {
      id: string;
      kind: "session";
      at: string;
      ended: string;
      therapy: Therapy;
      outcome: string;
      reason: string | null;
      used: number;
    }
  | { id: string; kind: "exposure"; at: string; ended: string; therapy: Therapy; exposure: number }
  | { id: string; kind: "flags_reported" | "flags_cleared"; at: string; flags: string[] }
  | { id: string; kind: "flags_denied"; at: string }
  | { id: string; kind: "episode"; at: string; ended: string };

/** Call an action for a person, or throw a Failure. */
export async function act(
  hass: HomeAssistant,
  person: Person,
  action: string,
  fields: object = {},
): Promise<void> {
  const data = { ...fields, config_entry_id: person.config_entry_id };
  await hass.callService("backcare", action, data, undefined, false);
}

/** Give a command that is too small for an action, or throw a Failure. */
export async function command(
  hass: HomeAssistant,
  person: Person,
  type: "acknowledge" | "change_session" | "note_read",
  fields: object = {},
): Promise<void> {
  await hass.callWS({
    type: `backcare/${type}`,
    config_entry_id: person.config_entry_id,
    ...fields,
  });
}

/** Call an action for a person and return its response, or throw a Failure. */
export async function ask<T>(
  hass: HomeAssistant,
  person: Person,
  action: string,
  fields: object = {},
): Promise<T> {
  const data = { ...fields, config_entry_id: person.config_entry_id };
  const answer = await hass.callService("backcare", action, data, undefined, false, true);
  return answer.response as T;
}

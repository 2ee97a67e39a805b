/** What the menu offers, and to whom. */

import type { Kind } from "./dialogs";
import type { HomeAssistant } from "./hass";
import { say } from "./texts";
import { moment } from "./time";
import type { Person } from "./view";

/** Another dialogue, or something that needs no question. */
export type Choice = Kind | "undo" | "undo_recovered";

const DAY = 86_400_000;

/** Return what a person is offered, each with its icon. */
export function choices(person: Person, now: number): [Choice, string][] {
  const may = !person.read_only;
  const under = may && person.onset !== null;
  const all: [Choice, string, boolean][] = [
    ["episode", "mdi:calendar-plus", may && person.phase !== "ice"],
    ["onset", "mdi:calendar-edit", under],
    ["recovered", "mdi:human-handsup", under && person.phase !== "recovery"],
    ["undo_recovered", "mdi:undo-variant", may && person.phase === "recovery"],
    ["end_episode", "mdi:calendar-check", under],
    ["undo", "mdi:undo", may && isUndoable(person, now)],
    ["clear", "mdi:clipboard-check-outline", may && person.red_flags.length > 0],
    ["report", "mdi:printer-outline", !person.private],
  ];
  return all.filter(([, , there]) => there).map(([choice, icon]) => [choice, icon]);
}

/** Return whether an entry can still be what somebody wants to take back: nobody means an old one. */
function isUndoable({ newest, onset }: Person, now: number): boolean {
  if (!newest) return false;
  const at = Date.parse(newest.at);
  return at >= now - DAY || (onset !== null && at >= Date.parse(onset));
}

/** Return what an undo takes back, in a few words. */
export function undone(hass: HomeAssistant, { newest }: Person, now: number): string {
  if (!newest) return "";
  const { kind, value } = newest;
  const time = moment(hass, Date.parse(newest.at), now);
  if (value === null) return say(hass, "undo_spasm", { time });
  if (kind === "pain") return say(hass, "undo_pain", { value, time });
  return say(hass, "undo_spasm_rated", { value, time });
}

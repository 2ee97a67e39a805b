/** The choices of the menu. */

import type { Kind } from "./dialogs";
import type { Person } from "./view";

/** Another dialogue, or a command without one. */
export type Choice = Kind | "undo" | "undo_recovered";

/** Return the choices for a person, each with its icon. */
export function choices(person: Person, now: number): [Choice, string][] {
  const may = !person.read_only;
  const hasEpisode = may && person.onset !== null;
  const last = person.last_act;
  const all: [Choice, string, boolean][] = [
    ["undo", "mdi:undo", may && last !== null && now < Date.parse(last.until)],
    ["entries", "mdi:notebook-outline", !person.private],
    ["episode", "mdi:calendar-plus", may && person.phase !== "ice"],
    ["onset", "mdi:calendar-edit", hasEpisode],
    ["recovered", "mdi:human-handsup", hasEpisode && person.phase !== "recovery"],
    ["undo_recovered", "mdi:undo-variant", may && person.phase === "recovery"],
    ["end_episode", "mdi:calendar-check", hasEpisode],
    ["clear", "mdi:clipboard-check-outline", may && person.red_flags.length > 0],
    ["report", "mdi:file-document-outline", !person.private],
  ];
  return all.filter(([, , there]) => there).map(([choice, icon]) => [choice, icon]);
}

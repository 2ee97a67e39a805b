/** Whom the card shows. */

import type { Absent, Person } from "./view";

/** Return the person of the card's settings, or else the one who is chosen, who is logged in, or who may be seen. */
export function shownPerson(
  persons: (Person | Absent)[],
  set: string | undefined,
  chosen: string,
): Person | Absent | undefined {
  const find = (wanted: string) => persons.find((each) => each.config_entry_id === wanted);
  if (set) return find(set);
  return (
    find(chosen) ??
    persons.find((each) => each.mine) ??
    persons.find((each) => each.loaded && !each.private) ??
    persons.find((each) => each.loaded) ??
    persons[0]
  );
}

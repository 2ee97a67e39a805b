/** The person that the card shows. */

import type { HomeAssistant } from "./hass";
import type { Absent, Person } from "./view";

/** Return the person of the settings, or else the chosen one, the user, or one that may be seen. */
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

/** Return the person that this user chose on this device, empty if none. */
export function remembered(hass: HomeAssistant): string {
  try {
    return localStorage.getItem(key(hass)) ?? "";
  } catch {
    // A browser may forbid storage.
    return "";
  }
}

/** Show the same person the next time. */
export function remember(hass: HomeAssistant, chosen: string): void {
  try {
    localStorage.setItem(key(hass), chosen);
  } catch {
    // Then the user has to choose again.
  }
}

function key(hass: HomeAssistant): string {
  return `backcare-person-${hass.user?.id ?? ""}`;
}

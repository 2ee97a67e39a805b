/** More of an entity, in Home Assistant's own dialogue, for who holds what the card shows of it. */

import type { HomeAssistant } from "./hass";
import { entitiesOf } from "./registry";

/** As long as Home Assistant's own cards are held, in milliseconds. */
const HELD = 500;

/** Return the entity that is held: one of the person's by its key, or another by its id. */
export function entityOf(hass: HomeAssistant, person: string, held: string): string | undefined {
  // One that its person has not turned on is not there (S16).
  return entitiesOf(hass, person)[held] ?? (held in hass.entities ? held : undefined);
}

/** Open what is held in `card`, marked with `data-more`, until the returned undo is called. */
export function openHeld(card: HTMLElement, find: (held: string) => string | undefined) {
  let timer: number | undefined;
  const open = (held: string) => {
    const entityId = find(held);
    const more = { bubbles: true, composed: true, detail: { entityId } };
    if (entityId) card.dispatchEvent(new CustomEvent("hass-more-info", more));
  };
  const marked = (event: Event) =>
    event.composedPath().flatMap((each) => (each as HTMLElement).dataset?.more ?? [])[0];
  const listeners: Record<string, (event: Event) => void> = {
    pointerdown: (event) => {
      const held = marked(event);
      window.clearTimeout(timer);
      if (held) timer = window.setTimeout(() => open(held), HELD);
    },
    contextmenu: (event) => {
      if (marked(event)) event.preventDefault();
    },
  };
  for (const end of ["pointerup", "pointercancel", "pointerleave"])
    listeners[end] = () => window.clearTimeout(timer);
  for (const [event, listener] of Object.entries(listeners)) card.addEventListener(event, listener);
  return () => {
    window.clearTimeout(timer);
    for (const [event, listener] of Object.entries(listeners))
      card.removeEventListener(event, listener);
  };
}

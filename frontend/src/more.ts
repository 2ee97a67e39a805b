/** Opens Home Assistant's dialogue of an entity when its part of the card is held. */

import type { HomeAssistant } from "./hass";
import { entitiesOf } from "./registry";

/** How long to hold, in milliseconds, as on Home Assistant's own cards. */
const HELD = 500;

/** Return the entity that is held: one of the person by its key, or another one by its id. */
export function entityOf(hass: HomeAssistant, person: string, held: string): string | undefined {
  // A disabled entity is not in there (S16).
  return entitiesOf(hass, person)[held] ?? (held in hass.entities ? held : undefined);
}

/** Open the entity of a part of `card` with `data-more` when it is held; return a function to stop. */
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

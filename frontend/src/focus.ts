/** Moves the focus when the pressed control is gone. */

/** How many frames to try. */
const TRIES = 120;

/** Focus the first field or button, unless something else has the focus by then. */
export async function focusFirst(root: ShadowRoot): Promise<void> {
  for (let tries = 0; tries < TRIES && !root.activeElement; tries += 1) {
    root.querySelector<HTMLElement>("input, button, ha-button")?.focus();
    await new Promise(requestAnimationFrame);
  }
}

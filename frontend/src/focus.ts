/** Where the focus goes when what was pressed is gone. */

/** How often it is looked for, once in a drawing. */
const TRIES = 120;

/** Focus the first field or button, unless something has the focus by then. */
export async function focusFirst(root: ShadowRoot): Promise<void> {
  for (let tries = 0; tries < TRIES && !root.activeElement; tries += 1) {
    root.querySelector<HTMLElement>("input, button, ha-button")?.focus();
    await new Promise(requestAnimationFrame);
  }
}

/** Where the focus goes when what was pressed is gone. */

/** How often a form is looked into, once in a drawing: it brings in its fields when they are first needed. */
const TRIES = 120;

/** Focus the first field or button, unless something has the focus by then. */
export async function focusFirst(root: ShadowRoot): Promise<void> {
  for (let tries = 0; tries < TRIES && !root.activeElement; tries += 1) {
    first(root)?.focus();
    await new Promise(requestAnimationFrame);
  }
}

/** Return the first field or button, or the first of a form; undefined as long as that is to come. */
function first(root: ParentNode): HTMLElement | undefined {
  const found = root.querySelector<HTMLElement>("input, button, ha-button, ha-form");
  return found?.localName === "ha-form" ? firstInput(found.shadowRoot) : (found ?? undefined);
}

/** Return the first field, however deep: not all that is around it hands a focus on. */
function firstInput(root: ParentNode | null): HTMLElement | undefined {
  for (const element of root?.querySelectorAll<HTMLElement>("*") ?? []) {
    const found = element.localName === "input" ? element : firstInput(element.shadowRoot);
    if (found) return found;
  }
  return undefined;
}

/** The Back of a phone closes a dialogue: while one is open, it has an entry in the browser's history. */

const MARK = "backcareDialog";
/** How long a step back is waited for, in milliseconds: a browser that forbids it tells nobody. */
const PATIENCE = 1000;

const open = new Map<number, () => void>();
let steppedBack: Promise<unknown> = Promise.resolve();

/** Close by the Back of the browser what was just opened, until the returned undo is called. */
export function closeOnBack(close: () => void): () => void {
  // Not counted: an entry that a reload has left behind is nobody's.
  const mark = Math.random();
  let undone = false;
  void steppedBack.then(() => {
    // In a dialogue of Home Assistant, such as the card's editor, the Back is that one's.
    if (undone || history.state?.dialog) return;
    open.set(mark, close);
    // What Home Assistant keeps in an entry, it looks for in this one too.
    history.pushState({ ...history.state, [MARK]: mark }, "");
  });
  return () => {
    undone = true;
    open.delete(mark);
    if (history.state?.[MARK] === mark) stepBack();
  };
}

function stepBack(): void {
  steppedBack = new Promise((resolve) => {
    window.addEventListener("popstate", resolve, { once: true });
    window.setTimeout(resolve, PATIENCE);
  });
  history.back();
}

/** Whoever comes to the entry of a dialogue that is closed goes on to the one before, as in Home Assistant's. */
function skipClosed(): void {
  const mark = history.state?.[MARK];
  if (mark !== undefined && !open.has(mark)) stepBack();
}

window.addEventListener("popstate", () => {
  const mark = history.state?.[MARK];
  for (const [each, close] of open) {
    // A dialogue of Home Assistant may have been open above this one.
    if (each === mark) continue;
    open.delete(each);
    close();
  }
  skipClosed();
});
skipClosed();

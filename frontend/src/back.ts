/** Closes a dialogue by the Back of a phone: an open one has an entry in the browser's history. */

const MARK = "backcareDialog";
/** How long to wait for a step back, in milliseconds: a browser may forbid it without an event. */
const PATIENCE = 1000;

const open = new Map<number, () => void>();
let steppedBack: Promise<unknown> = Promise.resolve();

/** Call `close` when the browser goes back; return a function that ends this. */
export function closeOnBack(close: () => void): () => void {
  // Random, not counted: a reload leaves an entry behind that must match no dialogue.
  const mark = Math.random();
  let undone = false;
  void steppedBack.then(() => {
    // In a dialogue of Home Assistant, such as the card's editor, Back closes that one.
    if (undone || history.state?.dialog) return;
    open.set(mark, close);
    // Home Assistant expects its own state in this entry, too.
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

/** Skip the entry of a dialogue that is closed, as Home Assistant does for its own. */
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

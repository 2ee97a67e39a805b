/** What a dialogue asks with big answers: a level, one of a few names, some of many. */

import { css, html, type TemplateResult } from "lit";

/** Return a choice of levels from `lowest` to 10. */
export function scale(
  lowest: number,
  label: string,
  chosen: number | null,
  choose: (level: number) => void,
): TemplateResult {
  const levels = Array.from({ length: 11 - lowest }, (_, index) => index + lowest);
  return html`<fieldset class="scale">
    <legend>${label}</legend>
    <div style="grid-template-columns: repeat(${6 - lowest}, minmax(0, 1fr))">
      ${levels.map(
        (level) => html`<label class=${level === chosen ? "chosen" : ""}>
          <input
            type="radio"
            name="level"
            .checked=${level === chosen}
            @change=${() => choose(level)}
          />
          <span>${level}</span>
        </label>`,
      )}
    </div>
  </fieldset>`;
}

/** Return a choice of one name, or of none. */
export function chips(
  names: string[],
  label: string,
  chosen: unknown,
  choose: (name: string) => void,
): TemplateResult {
  return html`<div class="known" role="group" aria-label=${label}>
    ${names.map(
      (name) => html`<button
        type="button"
        class="chip"
        aria-pressed=${name === chosen}
        @click=${() => choose(name === chosen ? "" : name)}
      >
        ${name}
      </button>`,
    )}
  </div>`;
}

/** Return boxes to tick, each with its text; what is `settled` stays as it is. */
export function ticks(
  options: [option: string, text: string][],
  ticked: ReadonlySet<string>,
  tick: (ticked: ReadonlySet<string>) => void,
  settled: ReadonlySet<string> = new Set(),
): TemplateResult {
  return html`${options.map(
    ([option, text]) => html`<label class="tick">
      <input
        type="checkbox"
        .checked=${ticked.has(option)}
        .disabled=${settled.has(option)}
        @change=${({ target }: Event) => {
          const others = [...ticked].filter((each) => each !== option);
          tick(new Set((target as HTMLInputElement).checked ? [...others, option] : others));
        }}
      />
      <span>${text}</span>
    </label>`,
  )}`;
}

export const questions = css`
  fieldset {
    border: 0;
    margin: 0;
    padding: 0;
    min-inline-size: 0;
  }
  legend {
    padding: 0;
    margin-block-end: 8px;
    font-weight: var(--ha-font-weight-medium, 500);
  }
  .scale div {
    display: grid;
    gap: 6px;
  }
  .scale label {
    position: relative;
    min-block-size: 44px;
    display: grid;
    place-items: center;
    border: 1px solid var(--divider-color);
    border-radius: 12px;
    cursor: pointer;
  }
  .scale label.chosen {
    background: var(--primary-color);
    border-color: var(--primary-color);
    color: var(--text-primary-color, #fff);
    font-weight: 700;
  }
  .scale input {
    position: absolute;
    inset: 0;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }
  .scale label:focus-within,
  button:focus-visible {
    outline: 2px solid var(--primary-color);
    outline-offset: 2px;
  }
  .known {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin-block-end: -8px;
  }
  button {
    font: inherit;
    color: inherit;
    cursor: pointer;
  }
  .chip {
    min-block-size: 36px;
    max-inline-size: 100%;
    padding: 6px 14px;
    border: 1px solid var(--divider-color);
    border-radius: 18px;
    background: none;
    text-align: start;
    overflow-wrap: anywhere;
  }
  .chip[aria-pressed="true"] {
    border-color: var(--primary-color);
    background: color-mix(in srgb, var(--primary-color) 18%, transparent);
  }
  .tick {
    display: flex;
    align-items: center;
    gap: 12px;
    min-block-size: 44px;
    cursor: pointer;
  }
  .tick input {
    inline-size: 20px;
    block-size: 20px;
    margin: 0;
    flex: none;
    accent-color: var(--error-color);
  }
`;

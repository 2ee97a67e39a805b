/** Questions with large answers: a level, one of a few names, some of many. */

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
  return html`<fieldset>
    <legend>${label}</legend>
    <div class="known">
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
    </div>
  </fieldset>`;
}

/** Return a choice of known names, and a field for another one. */
export function named(
  names: string[],
  label: string,
  text: string,
  choose: (name: string) => void,
): TemplateResult {
  return html`${chips(names, label, text, choose)}
    <input
      type="text"
      maxlength="100"
      aria-label=${label}
      .value=${text}
      @input=${({ target }: Event) => choose((target as HTMLInputElement).value)}
    />`;
}

/** Return checkboxes with their texts. */
export function ticks(
  options: [option: string, text: string][],
  ticked: ReadonlySet<string>,
  tick: (ticked: ReadonlySet<string>) => void,
): TemplateResult {
  return html`${options.map(
    ([option, text]) => html`<label class="tick">
      <input
        type="checkbox"
        .checked=${ticked.has(option)}
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
  }
  input[type="text"],
  input[type="datetime-local"] {
    box-sizing: border-box;
    inline-size: 100%;
    min-block-size: 44px;
    padding: 8px 12px;
    border: 1px solid var(--divider-color);
    border-radius: 12px;
    background: var(--card-background-color);
    color: var(--primary-text-color);
    font: inherit;
  }
  input.time {
    margin-block-start: 8px;
  }
  input:focus-visible {
    outline: 2px solid var(--primary-color);
    outline-offset: 2px;
  }
  button {
    font: inherit;
    color: inherit;
    cursor: pointer;
  }
  .chip {
    min-block-size: 44px;
    max-inline-size: 100%;
    padding: 6px 14px;
    border: 1px solid var(--divider-color);
    border-radius: 22px;
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

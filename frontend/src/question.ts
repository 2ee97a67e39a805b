/** The question for red flags (R13): two short steps under the session that runs, open until it is answered. */

import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { focusFirst } from "./focus";
import type { HomeAssistant } from "./hass";
import { questions, ticks } from "./questions";
import { Settling } from "./settling";
import { choice, common, say } from "./texts";
import type { Person, View } from "./view";

type Step = "emergency" | "other" | "which";

/** Fires `backcare-answered` with the red flags that were named; none of them is an empty list. */
@customElement("backcare-question")
export class BackcareQuestion extends LitElement {
  @property({ attribute: false }) hass!: HomeAssistant;
  @property({ attribute: false }) person!: Person;
  @property({ attribute: false }) flags!: View["red_flags"];

  @state() private _step: Step = "emergency";
  @state() private _unsure = false;
  @state() private _chosen: ReadonlySet<string> = new Set();
  private _settling = new Settling(this);

  protected override render() {
    const { hass, _step: step } = this;
    return html`<section aria-label=${say(hass, "question")}>
      ${step === "emergency" ? html`<p class="advice">${say(hass, "advice")}</p>` : nothing}
      ${step === "which" ? this._which() : this._asked(step)}
      ${
        this._unsure
          ? html`<p class="unsure" role="status">${common(hass, "red_flags_call_to_be_sure")}</p>`
          : nothing
      }
    </section>`;
  }

  private _asked(step: Step): TemplateResult {
    const { hass, person } = this;
    return html`<p>${common(hass, `red_flags_ask_${step}`)}</p>
      <div class="answers" ?inert=${this._settling.active}>
        ${this._answer("yes", () => (step === "emergency" ? this._report(["emergency"]) : this._go("which")))}
        ${
          // Only who may clear red flags may answer that there are none.
          person.private || person.read_only
            ? nothing
            : this._answer("none", () => this._none(step))
        }
        ${this._answer("not_sure", () => {
          this._unsure = true;
        })}
      </div>`;
  }

  private _answer(answer: "yes" | "none" | "not_sure", pressed: () => void): TemplateResult {
    return html`<button type="button" @click=${pressed}>
      ${common(this.hass, `red_flags_${answer}`)}
    </button>`;
  }

  private _which(): TemplateResult {
    const { hass } = this;
    const flags = [...this.flags.urgent, ...this.flags.soon].filter((flag) => flag !== "urgent");
    return html`<fieldset>
        <legend>${say(hass, "clear_which")}</legend>
        ${ticks(
          flags.map((flag): [string, string] => [flag, choice(hass, "red_flag", flag)]),
          this._chosen,
          (chosen) => {
            this._chosen = chosen;
          },
        )}
      </fieldset>
      <div class="answers">
        <button type="button" @click=${() => this._go("other")}>
          ${hass.localize("ui.common.back")}
        </button>
        <button type="button" @click=${() => this._report(this._chosen.size ? [...this._chosen] : ["urgent"])}>
          ${say(hass, "submit_flags")}
        </button>
      </div>`;
  }

  private _none(step: Step): void {
    if (step === "emergency") this._go("other");
    else this._report([]);
  }

  private _go(step: Step): void {
    this._step = step;
    this._unsure = false;
    this._settling.start();
    void this.updateComplete.then(() => focusFirst(this.renderRoot as ShadowRoot));
  }

  private _report(flags: string[]): void {
    this.dispatchEvent(new CustomEvent("backcare-answered", { detail: flags }));
  }

  static override styles = [
    questions,
    css`
      section {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 12px;
        padding: 16px;
        border: 2px solid var(--warning-color, #ffa600);
        border-radius: 14px;
      }
      p {
        margin: 0;
      }
      .advice {
        color: var(--secondary-text-color);
      }
      .unsure {
        font-weight: var(--ha-font-weight-medium, 500);
      }
      .answers {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 5.5em), 1fr));
        gap: 8px;
      }
      .answers button {
        min-block-size: 52px;
        padding: 6px;
        overflow-wrap: anywhere;
        border: 1px solid var(--divider-color);
        border-radius: 14px;
        background: color-mix(in srgb, var(--primary-text-color) 6%, transparent);
      }
    `,
  ];
}

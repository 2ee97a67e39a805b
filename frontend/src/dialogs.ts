/** The card's dialogues: few questions, big answers, Home Assistant's own forms. */

import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { type Failure, type HomeAssistant, loadElements } from "./hass";
import { choice, failure, say } from "./texts";
import { fromForm, toForm } from "./time";
import { act, ask, type Person, type Tier, type View } from "./view";

export type Kind =
  | "spasm"
  | "pain"
  | "episode"
  | "onset"
  | "flags"
  | "clear"
  | "recovered"
  | "end_episode"
  | "more"
  | "report";

/** What the menu offers: another dialogue, or something that needs no question. */
type Choice = Kind | "undo" | "undo_recovered";

interface Form {
  [name: string]: unknown;
}

@customElement("backcare-dialog")
export class BackcareDialog extends LitElement {
  @property({ attribute: false }) hass!: HomeAssistant;
  @property({ attribute: false }) person!: Person;
  @property({ attribute: false }) flags!: View["red_flags"];
  @property({ attribute: false }) ahead = 0;
  @property() kind: Kind = "more";

  @state() private _open = true;
  @state() private _busy = false;
  @state() private _error = "";
  @state() private _ready = false;
  @state() private _form: Form = {};
  @state() private _level: number | null = null;
  @state() private _chosen: ReadonlySet<string> = new Set();
  @state() private _report = "";
  private _asked = "";

  override async connectedCallback(): Promise<void> {
    super.connectedCallback();
    this._begin(this.kind);
    await loadElements();
    this._ready = true;
  }

  /** Ask the first or another question in the same dialogue. */
  private _begin(kind: Kind): void {
    this.kind = kind;
    const onset = kind === "onset" && this.person.onset;
    this._asked = toForm(this.hass, onset ? Date.parse(onset) : Date.now() + this.ahead);
    this._form = { at: this._asked };
    if (kind === "report") void this._load();
  }

  private async _load(): Promise<void> {
    try {
      const report = await ask<{ html: string }>(this.hass, this.person, "get_report");
      this._report = report.html;
    } catch (failed) {
      this._error = failure(this.hass, failed as Failure);
    }
  }

  private get _title(): string {
    if (this.kind === "more") return this.person.name;
    return say(this.hass, `dialog_${this.kind}`);
  }

  protected override render() {
    if (!this._ready) return nothing;
    return html`<ha-dialog
      ?open=${this._open}
      .open=${this._open}
      header-title=${this._title}
      .headerTitle=${this._title}
      width=${this.kind === "report" ? "large" : "small"}
      @closed=${this._closed}
    >
      <div class="content" ?inert=${this._busy}>
        ${this._error ? html`<ha-alert alert-type="error">${this._error}</ha-alert>` : nothing}
        ${this._content()}
      </div>
      ${this.kind === "more" ? nothing : this._footer()}
    </ha-dialog>`;
  }

  private _footer(): TemplateResult {
    const { hass } = this;
    return html`<ha-dialog-footer slot="footer">
      <ha-button slot="secondaryAction" appearance="plain" @click=${this._cancel}>
        ${hass.localize(this.kind === "report" ? "ui.common.close" : "ui.common.cancel")}
      </ha-button>
      ${
        this.kind === "clear"
          ? nothing
          : html`<ha-button
              slot="primaryAction"
              variant=${this.kind === "flags" ? "danger" : "brand"}
              .disabled=${this._busy || !this._complete()}
              @click=${this._submit}
            >
              ${say(hass, `submit_${this.kind}`)}
            </ha-button>`
      }
    </ha-dialog-footer>`;
  }

  private _complete(): boolean {
    if (this.kind === "pain") return this._level !== null;
    if (this.kind === "flags") return this._chosen.size > 0;
    if (this.kind === "report") return this._report !== "";
    return true;
  }

  private _content(): TemplateResult {
    const { hass } = this;
    switch (this.kind) {
      case "spasm":
        return html`${this._scale(1, say(hass, "strength"))} ${this._activities()}
        ${this._fields([{ name: "activity", selector: { text: {} } }, when])}`;
      case "pain":
        return html`${this._scale(0, say(hass, "pain_scale"))} ${this._fields([when])}`;
      case "episode":
        return html`${this._fields([when])}
          <p>${say(hass, "episode_advice")}</p>
          ${this._flagList()}`;
      case "onset":
        return html`${this._fields([when])}`;
      case "flags":
        return this._flagList();
      case "clear":
        return this._clearing();
      case "recovered":
        return html`<p>${say(hass, "recovered_means")}</p>`;
      case "end_episode":
        return html`<p>${say(hass, "end_means")}</p>`;
      case "report":
        return this._report
          ? html`<iframe
              sandbox="allow-same-origin allow-modals"
              title=${say(hass, "dialog_report")}
              srcdoc=${this._report}
            ></iframe>`
          : html`<p>${say(hass, "loading")}</p>`;
      case "more":
        return this._menu();
    }
  }

  private _scale(lowest: number, label: string): TemplateResult {
    const levels = Array.from({ length: 11 - lowest }, (_, index) => index + lowest);
    return html`<fieldset class="scale">
      <legend>${label}</legend>
      <div style="grid-template-columns: repeat(${6 - lowest}, 1fr)">
        ${levels.map(
          (level) => html`<label class=${level === this._level ? "chosen" : ""}>
            <input
              type="radio"
              name="level"
              .checked=${level === this._level}
              @change=${() => {
                this._level = level;
              }}
            />
            <span>${level}</span>
          </label>`,
        )}
      </div>
    </fieldset>`;
  }

  private _activities(): TemplateResult | typeof nothing {
    const known = this.person.activities.slice(0, 6);
    if (!known.length) return nothing;
    return html`<div class="known" role="group" aria-label=${say(this.hass, "activities")}>
      ${known.map((activity) => {
        const chosen = this._form.activity === activity;
        return html`<button
          type="button"
          class="chip"
          aria-pressed=${chosen}
          @click=${() => {
            this._form = { ...this._form, activity: chosen ? "" : activity };
          }}
        >
          ${activity}
        </button>`;
      })}
    </div>`;
  }

  /** What the time of the form is the time of. */
  private get _moment(): string {
    return this.kind === "episode" || this.kind === "onset" ? "onset" : "at";
  }

  private _fields(schema: object[]): TemplateResult {
    return html`<ha-form
      .hass=${this.hass}
      .schema=${schema}
      .data=${this._form}
      .computeLabel=${({ name }: { name: string }) =>
        say(this.hass, `field_${name === "at" ? this._moment : name}`)}
      @value-changed=${(event: CustomEvent<{ value: Form }>) => {
        event.stopPropagation();
        this._form = event.detail.value;
      }}
    ></ha-form>`;
  }

  private _flagList(): TemplateResult {
    const { hass } = this;
    return html`${(["emergency", "urgent"] as Tier[]).map(
      (tier) => html`<fieldset class="flags ${tier}">
        <legend>${say(hass, `flags_${tier}`)}</legend>
        ${this.flags[tier].map(
          (flag) => html`<label>
            <input
              type="checkbox"
              .checked=${this._chosen.has(flag)}
              @change=${(event: Event) => {
                const chosen = new Set(this._chosen);
                if ((event.target as HTMLInputElement).checked) chosen.add(flag);
                else chosen.delete(flag);
                this._chosen = chosen;
              }}
            />
            <span>${choice(hass, "red_flag", flag)}</span>
          </label>`,
        )}
      </fieldset>`,
    )}`;
  }

  private _clearing(): TemplateResult {
    const { hass, person } = this;
    return html`<ul>
        ${person.red_flags.map((flag) => html`<li>${choice(hass, "red_flag", flag)}</li>`)}
      </ul>
      <div class="menu">
        ${["seen_by_doctor", "reported_by_mistake"].map(
          (reason) => html`<button
            type="button"
            @click=${() => this._do(() => act(hass, person, "clear_red_flags", { reason }))}
          >
            ${choice(hass, "clear_reason", reason)}
          </button>`,
        )}
      </div>`;
  }

  private _menu(): TemplateResult {
    const { hass, person } = this;
    const under = person.onset !== null;
    const entries: [Choice, string, boolean][] = [
      ["episode", "mdi:calendar-plus", person.phase !== "ice"],
      ["onset", "mdi:calendar-edit", under],
      ["recovered", "mdi:human-handsup", under && person.phase !== "recovery"],
      ["undo_recovered", "mdi:undo-variant", person.phase === "recovery"],
      ["end_episode", "mdi:calendar-check", under],
      ["undo", "mdi:undo", person.newest !== null],
      ["clear", "mdi:clipboard-check-outline", person.red_flags.length > 0],
      ["report", "mdi:printer-outline", true],
    ];
    return html`<div class="menu">
      ${entries
        .filter(([, , there]) => there)
        .map(
          ([kind, icon]) => html`<button type="button" @click=${() => this._pick(kind)}>
            <ha-icon icon=${icon}></ha-icon>${say(hass, `menu_${kind}`)}
          </button>`,
        )}
    </div>`;
  }

  private _pick(picked: Choice): void {
    const { hass, person } = this;
    switch (picked) {
      case "undo":
        return void this._do(() => act(hass, person, "undo_last"));
      case "undo_recovered":
        return void this._do(() => act(hass, person, "mark_recovered", { undo: true }));
      default:
        this._begin(picked);
    }
  }

  private _submit = (): void => {
    if (this.kind === "report") {
      const frame = this.renderRoot.querySelector("iframe");
      frame?.contentWindow?.print();
      return;
    }
    void this._do(() => this._send());
  };

  private async _send(): Promise<void> {
    const { hass, person } = this;
    // Left as it was asked, it is now: to the second, which a form does not have.
    const at = this._form.at === this._asked ? undefined : fromForm(hass, String(this._form.at));
    const activity = String(this._form.activity ?? "").trim() || undefined;
    const flags = [...this._chosen];
    switch (this.kind) {
      case "spasm":
        return act(hass, person, "log_spasm", {
          intensity: this._level ?? undefined,
          activity,
          at,
        });
      case "pain":
        return act(hass, person, "log_pain", { level: this._level, at });
      case "episode":
        // What refuses comes before what allows.
        if (flags.length) await act(hass, person, "report_red_flags", { flags });
        return act(hass, person, "start_episode", { onset: at, red_flags_asked: true });
      case "onset":
        return at === undefined ? undefined : act(hass, person, "correct_onset", { onset: at });
      case "flags":
        return act(hass, person, "report_red_flags", { flags });
      case "recovered":
        return act(hass, person, "mark_recovered");
      case "end_episode":
        return act(hass, person, "end_episode");
    }
  }

  private async _do(command: () => Promise<void>): Promise<void> {
    this._busy = true;
    this._error = "";
    try {
      await command();
      this._open = false;
    } catch (failed) {
      this._error = failure(this.hass, failed as Failure);
    } finally {
      this._busy = false;
    }
  }

  private _cancel = (): void => {
    this._open = false;
  };

  private _closed(event: Event): void {
    if (event.target !== event.currentTarget) return;
    event.stopPropagation();
    this.dispatchEvent(new CustomEvent("backcare-closed"));
  }

  static override styles = css`
    .content {
      display: grid;
      gap: 16px;
    }
    p {
      margin: 0;
    }
    ul {
      margin: 0;
      padding-inline-start: 20px;
    }
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
      padding: 0 14px;
      border: 1px solid var(--divider-color);
      border-radius: 18px;
      background: none;
      max-inline-size: 100%;
      overflow: hidden;
      text-overflow: ellipsis;
    }
    .chip[aria-pressed="true"] {
      border-color: var(--primary-color);
      background: color-mix(in srgb, var(--primary-color) 18%, transparent);
    }
    .flags label {
      display: flex;
      align-items: center;
      gap: 12px;
      min-block-size: 44px;
      cursor: pointer;
    }
    .flags input {
      inline-size: 20px;
      block-size: 20px;
      margin: 0;
      flex: none;
      accent-color: var(--error-color);
    }
    .menu {
      display: grid;
      gap: 4px;
    }
    .menu button {
      display: flex;
      align-items: center;
      gap: 16px;
      min-block-size: 48px;
      padding: 8px 12px;
      border: 0;
      border-radius: 12px;
      background: color-mix(in srgb, var(--primary-text-color) 5%, transparent);
      text-align: start;
    }
    .menu button:hover {
      background: color-mix(in srgb, var(--primary-text-color) 10%, transparent);
    }
    .menu ha-icon {
      color: var(--secondary-text-color);
    }
    iframe {
      inline-size: 100%;
      block-size: 65vh;
      border: 0;
      background: #fff;
    }
  `;
}

const when = { name: "at", selector: { datetime: {} } };

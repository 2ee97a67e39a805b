/** The card's dialogues: few questions, big answers, Home Assistant's own forms. */

import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { closeOnBack } from "./back";
import { focusFirst } from "./focus";
import { type Failure, type HomeAssistant, loadElements } from "./hass";
import { type Asked, answered, asked } from "./instants";
import { type Choice, choices, undone } from "./menu";
import { chips, questions, scale, ticks } from "./questions";
import { choice, failure, say } from "./texts";
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
  /** Whether who is asked for red flags is told what the article advises too. */
  @property({ type: Boolean }) advise = false;

  @state() private _open = true;
  @state() private _busy = false;
  @state() private _error = "";
  @state() private _ready = false;
  @state() private _form: Form = {};
  @state() private _level: number | null = null;
  @state() private _chosen: ReadonlySet<string> = new Set();
  /** What is reported already, though the episode that it was told with did not begin. */
  @state() private _reported: ReadonlySet<string> = new Set();
  @state() private _report = "";
  private _asked!: Asked;
  /** The red flags that whoever clears them has read. */
  private _read: string[] = [];
  private _leave?: () => void;

  override async connectedCallback(): Promise<void> {
    super.connectedCallback();
    this._leave = closeOnBack(this._close);
    this._begin(this.kind);
    await loadElements();
    this._ready = true;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this._leave?.();
  }

  private get _now(): number {
    return Date.now() + this.ahead;
  }

  /** Ask the first or another question in the same dialogue. */
  private _begin(kind: Kind): void {
    this.kind = kind;
    const onset = kind === "onset" && this.person.onset;
    this._asked = asked(this.hass, onset ? Date.parse(onset) : this._now);
    this._form = { at: this._asked.text };
    this._error = "";
    this._read = this.person.red_flags;
    this._chosen = new Set(kind === "clear" ? this._read : []);
    if (kind === "report") void this._load();
  }

  /** Go on from what was pressed, which is gone, to what is asked. */
  private async _goOn(): Promise<void> {
    await this.updateComplete;
    await focusFirst(this.renderRoot as ShadowRoot);
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
      width=${WIDTHS[this.kind] ?? "small"}
      @closed=${this._closed}
    >
      <div class="content" ?inert=${this._busy}>${this._content()}</div>
      ${
        this._error
          ? html`<div class="error"><ha-alert alert-type="error">${this._error}</ha-alert></div>`
          : nothing
      }
      ${this.kind === "more" ? nothing : this._footer()}
    </ha-dialog>`;
  }

  private _footer(): TemplateResult {
    const { hass } = this;
    // Nothing is cancelled where there is nothing that has to be told.
    const closes = this.kind === "report" || (this.kind === "flags" && this.advise);
    return html`<ha-dialog-footer slot="footer">
      <ha-button slot="secondaryAction" appearance="plain" @click=${this._close}>
        ${hass.localize(closes ? "ui.common.close" : "ui.common.cancel")}
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
        return html`${this._levels(1, say(hass, "strength"))} ${this._activities()}
        ${this._fields([{ name: "activity", selector: { text: {} } }, when])}`;
      case "pain":
        return html`${this._levels(0, say(hass, "pain_scale"))} ${this._fields([when])}`;
      case "episode":
        return html`${this.person.onset ? html`<p>${say(hass, "episode_anew")}</p>` : nothing}
          ${this._fields([when])}
          <p>${say(hass, "episode_advice")}</p>
          ${this._flagList()}`;
      case "onset":
        return html`${this._fields([when])}`;
      case "flags":
        return html`${this.advise ? html`<p>${say(hass, "episode_advice")}</p>` : nothing}
          ${this._flagList()}`;
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

  private _levels(lowest: number, label: string): TemplateResult {
    return scale(lowest, label, this._level, (level) => {
      this._level = level;
    });
  }

  private _activities(): TemplateResult | typeof nothing {
    const known = this.person.activities;
    if (!known.length) return nothing;
    return chips(known, say(this.hass, "activities"), this._form.activity, (activity) => {
      this._form = { ...this._form, activity };
    });
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
    return html`${(["emergency", "urgent", "soon"] as Tier[]).map(
      (tier) => html`<fieldset>
        <legend>${say(this.hass, `flags_${tier}`)}</legend>
        ${this._ticks(this.flags[tier])}
      </fieldset>`,
    )}`;
  }

  private _ticks(flags: string[]): TemplateResult {
    const named = flags.map((flag): [string, string] => [
      flag,
      choice(this.hass, "red_flag", flag),
    ]);
    const tick = (chosen: ReadonlySet<string>) => {
      this._chosen = chosen;
    };
    return ticks(named, this._chosen, tick, this._reported);
  }

  private _clearing(): TemplateResult {
    const { hass, person } = this;
    const clear = (reason: string) =>
      act(hass, person, "clear_red_flags", { reason, flags: [...this._chosen] });
    return html`<fieldset>
        <legend>${say(hass, "clear_which")}</legend>
        ${this._ticks(this._read)}
      </fieldset>
      <div class="menu">
        ${["seen_by_doctor", "advised_by_phone", "gone", "reported_by_mistake"].map(
          (reason) => html`<button
            type="button"
            ?disabled=${!this._chosen.size}
            @click=${() => this._do(() => clear(reason))}
          >
            ${choice(hass, "clear_reason", reason)}
          </button>`,
        )}
      </div>`;
  }

  private _menu(): TemplateResult {
    const { hass, person, _now: now } = this;
    return html`<div class="menu">
      ${choices(person, now).map(
        ([picked, icon]) => html`<button type="button" @click=${() => this._pick(picked)}>
          <ha-icon icon=${icon}></ha-icon>
          <span>
            ${say(hass, `menu_${picked}`)}
            ${picked === "undo" ? html`<small>${undone(hass, person, now)}</small>` : nothing}
          </span>
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
        void this._goOn();
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
    const told = String(this._form.at ?? this._asked.text);
    const within = this.kind === "episode" ? null : person.onset;
    const at = answered(hass, this._asked, told, this._now, within);
    const activity = String(this._form.activity ?? "").trim() || undefined;
    const flags = [...this._chosen].filter((flag) => !this._reported.has(flag));
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
        // What refuses comes before what allows, and stays if that is refused.
        if (flags.length) {
          await act(hass, person, "report_red_flags", { flags });
          this._reported = this._chosen;
        }
        return act(hass, person, "start_episode", { onset: at });
      case "onset":
        return told === this._asked.text
          ? undefined
          : act(hass, person, "correct_onset", { onset: at });
      case "flags":
        return act(hass, person, "report_red_flags", { flags });
      case "recovered":
        return act(hass, person, "mark_recovered");
      case "end_episode":
        return act(hass, person, "end_episode");
    }
  }

  private async _do(command: () => Promise<void>): Promise<void> {
    const { hass } = this;
    const pressed = (this.renderRoot as ShadowRoot).activeElement as HTMLElement | null;
    this._busy = true;
    this._error = "";
    try {
      await command();
      this._close();
    } catch (failed) {
      const why = failure(hass, failed as Failure);
      this._error = this._reported.size ? say(hass, "episode_refused", { why }) : why;
    }
    this._busy = false;
    await this.updateComplete;
    // It could not be pressed meanwhile, and what cannot be pressed has no focus.
    if (this._error) pressed?.focus();
  }

  private _close = (): void => {
    this._open = false;
    // Before it is drawn, nothing tells that it is closed.
    if (!this._ready) this._gone();
  };

  private _closed(event: Event): void {
    if (event.target !== event.currentTarget) return;
    event.stopPropagation();
    this._gone();
  }

  private _gone(): void {
    this.dispatchEvent(new CustomEvent("backcare-closed"));
  }

  static override styles = [
    questions,
    css`
    .content {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 16px;
    }
    /* On a narrow phone, Home Assistant's fields of a time are wider than that in older releases. */
    ha-form {
      display: block;
      overflow-x: auto;
    }
    p {
      margin: 0;
    }
    .error {
      position: sticky;
      inset-block-end: 0;
      z-index: 1;
      margin-block-start: 16px;
      border-radius: var(--ha-border-radius-sm, 4px);
      background: var(--ha-dialog-surface-background, var(--card-background-color));
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
    .menu button:disabled {
      opacity: 0.5;
      cursor: default;
    }
    .menu ha-icon,
    .menu small {
      color: var(--secondary-text-color);
    }
    .menu small {
      display: block;
    }
    iframe {
      inline-size: 100%;
      block-size: 65vh;
      border: 0;
      background: #fff;
    }
  `,
  ];
}

/** Home Assistant's fields of a time do not fit its smallest dialogue in each release. */
const WIDTHS: Partial<Record<Kind, string>> = {
  spasm: "medium",
  pain: "medium",
  episode: "medium",
  onset: "medium",
  report: "large",
};
const when = { name: "at", selector: { datetime: {} } };

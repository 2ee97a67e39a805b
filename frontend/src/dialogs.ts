/** The dialogues of the card. */

import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { closeOnBack } from "./back";
import { type Diary, lasted, list, PAGE } from "./diary";
import { focusFirst } from "./focus";
import { type Failure, type HomeAssistant, loadElements } from "./hass";
import { type Asked, answered, asked } from "./instants";
import { type Choice, choices } from "./menu";
import { chips, named, questions, scale, ticks } from "./questions";
import { actions, handOver, load, type Report } from "./report";
import { dialogStyles } from "./styles";
import { choice, failure, say } from "./texts";
import { actOf, takeBack, toastDone } from "./undo";
import { act, ask, type Logged, type Person, type Tier, type View } from "./view";
import { times, type When } from "./when";

export type Kind =
  | "spasm"
  | "pain"
  | "episode"
  | "onset"
  | "flags"
  | "clear"
  | "recovered"
  | "end_episode"
  | "entries"
  | "more"
  | "report";

/** How long spasms last, in seconds, to choose from. */
const DURATIONS = [30, 60, 300, 900];
/** Dialogues that are not in the menu, with a title of their own. */
const TITLED: Kind[] = ["spasm", "pain", "flags"];
const REASONS = ["seen_by_doctor", "advised_by_phone", "gone", "reported_by_mistake"];

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
  @state() private _when: When = "now";
  @state() private _at = "";
  @state() private _level: number | null = null;
  @state() private _duration: number | null = null;
  @state() private _activity = "";
  @state() private _eased = "";
  @state() private _chosen: ReadonlySet<string> = new Set();
  @state() private _report?: Report;
  @state() private _diary?: Diary;
  /** The entry that is about to be deleted. */
  @state() private _deleting = "";
  /** The entry that is corrected. */
  private _corrected?: Logged;
  private _asked!: Asked;
  /** The red flags as they are shown for clearing. */
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

  /** Show a dialogue, or another one in the same place; with `entry`, to correct that. */
  private _begin(kind: Kind, entry?: Logged): void {
    this.kind = kind;
    this._corrected = entry;
    const before = entry?.at ?? (kind === "onset" ? this.person.onset : null);
    this._asked = asked(this.hass, before ? Date.parse(before) : this._now);
    this._at = this._asked.text;
    this._when = before ? "choose" : "now";
    this._level = (entry?.kind === "spasm" ? entry.intensity : entry?.level) ?? null;
    this._duration = entry?.kind === "spasm" ? entry.duration : null;
    this._activity = entry?.activity ?? "";
    this._eased = (entry?.kind === "spasm" && entry.eased_by) || "";
    this._error = "";
    this._deleting = "";
    this._read = this.person.red_flags;
    this._chosen = new Set(kind === "clear" ? this._read : []);
    if (kind === "report") void this._load(() => this._loadReport());
    if (kind === "entries") void this._load(() => this._loadDiary());
  }

  /** Move the focus from the pressed button, which is gone, to the question. */
  private async _goOn(): Promise<void> {
    await this.updateComplete;
    await focusFirst(this.renderRoot as ShadowRoot);
  }

  private async _load(load: () => Promise<void>): Promise<void> {
    try {
      await load();
    } catch (failed) {
      this._error = failure(this.hass, failed as Failure);
    }
  }

  private async _loadReport(): Promise<void> {
    this._report = await load(this.hass, this.person);
  }

  /** Load the newest page, or the one before the oldest loaded entry. */
  private async _loadDiary(older?: Diary): Promise<void> {
    const oldest = older?.entries[0];
    const page = await ask<Diary>(this.hass, this.person, "get_history", {
      // No entry is older.
      start: new Date(0).toISOString(),
      end: oldest?.at,
      limit: PAGE,
    });
    const known = new Set(older?.entries.map((entry) => entry.id));
    const earlier = page.entries.filter((entry) => !known.has(entry.id));
    this._diary = { entries: [...earlier, ...(older?.entries ?? [])], more: page.more };
  }

  private get _title(): string {
    if (this.kind === "more") return this.person.name;
    if (this._corrected) return say(this.hass, "dialog_correct");
    return say(this.hass, `${TITLED.includes(this.kind) ? "dialog" : "menu"}_${this.kind}`);
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
    const { hass, kind } = this;
    // Without anything to enter, there is nothing to cancel.
    const closes = kind === "report" || kind === "entries";
    return html`<ha-dialog-footer slot="footer">
      <ha-button slot="secondaryAction" appearance="plain" @click=${this._close}>
        ${hass.localize(closes ? "ui.common.close" : "ui.common.cancel")}
      </ha-button>
      ${
        kind === "clear" || kind === "entries"
          ? nothing
          : kind === "report"
            ? actions(hass, this._report, this._print, this._handOver)
            : html`<ha-button
              slot="primaryAction"
              variant=${kind === "flags" ? "danger" : "brand"}
              .disabled=${this._busy || !this._complete()}
              @click=${this._submit}
            >
              ${this._corrected ? say(hass, "submit_correct") : say(hass, `submit_${kind}`)}
            </ha-button>`
      }
    </ha-dialog-footer>`;
  }

  private _print = (): void => {
    this.renderRoot.querySelector("iframe")?.contentWindow?.print();
  };

  private _handOver = (): void => {
    const { hass, person, _report: report } = this;
    this._error = "";
    if (report) void this._load(() => handOver(hass, person, report));
  };

  private _complete(): boolean {
    if (this.kind === "pain") return this._level !== null;
    if (this.kind === "flags") return this._chosen.size > 0;
    return true;
  }

  private _content(): TemplateResult {
    const { hass, person } = this;
    switch (this.kind) {
      case "spasm":
        return html`${this._levels(1, say(hass, "strength"))} ${this._times("at")}
        ${chips(
          DURATIONS.map((duration) => lasted(hass, duration)),
          say(hass, "lasted"),
          this._duration === null ? "" : lasted(hass, this._duration),
          (picked) => {
            const found = DURATIONS.find((duration) => lasted(hass, duration) === picked);
            this._duration = found ?? null;
          },
        )}
        ${this._named("activities")}
        ${named(person.eased, say(hass, "eased"), this._eased, (eased) => {
          this._eased = eased;
        })}`;
      case "pain":
        return html`${this._levels(0, say(hass, "pain_scale"))} ${this._times("at")}
        ${this._named("raised")}`;
      case "episode":
        return html`${person.onset ? html`<p>${say(hass, "episode_anew")}</p>` : nothing}
        ${this._times("onset")}`;
      case "onset":
        return this._times("onset");
      case "flags":
        return html`${(["emergency", "urgent", "soon"] as Tier[]).map(
          (tier) => html`<fieldset>
            <legend>${say(hass, `flags_${tier}`)}</legend>
            ${this._ticks(this.flags[tier])}
          </fieldset>`,
        )}`;
      case "clear":
        return this._clearing();
      case "recovered":
        return html`<p>${say(hass, "recovered_means")}</p>`;
      case "end_episode":
        return html`<p>${say(hass, "end_means")}</p>`;
      case "entries":
        return this._entries();
      case "report":
        return this._report
          ? html`<iframe
              sandbox="allow-same-origin allow-modals"
              title=${say(hass, "menu_report")}
              srcdoc=${this._report.html}
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

  private _named(label: "activities" | "raised"): TemplateResult {
    const { activities } = this.person;
    return named(activities, say(this.hass, label), this._activity, (activity) => {
      this._activity = activity;
    });
  }

  private _times(label: "at" | "onset"): TemplateResult {
    const { hass, _when: when, _at: at, _now: now } = this;
    const shown = { when, at, now, label: say(hass, `field_${label}`) };
    return times(hass, shown, (chosen, at) => {
      this._when = chosen;
      // *Now* is the time at which the question was shown.
      this._at = chosen === "now" && this.kind !== "onset" ? this._asked.text : at;
    });
  }

  private _ticks(flags: string[]): TemplateResult {
    const texts = flags.map((flag): [string, string] => [
      flag,
      choice(this.hass, "red_flag", flag),
    ]);
    return ticks(texts, this._chosen, (chosen) => {
      this._chosen = chosen;
    });
  }

  private _clearing(): TemplateResult {
    const { hass } = this;
    // An emergency has to be seen by a doctor even if it is gone (R11).
    const emergency = this.flags.emergency.some((flag) => this._chosen.has(flag));
    const reasons = REASONS.filter((reason) => !emergency || reason !== "gone");
    const fields = (reason: string) => ({ reason, flags: [...this._chosen] });
    return html`<fieldset>
        <legend>${say(hass, "clear_which")}</legend>
        ${this._ticks(this._read)}
      </fieldset>
      <div class="menu">
        ${reasons.map(
          (reason) => html`<button
            type="button"
            ?disabled=${!this._chosen.size}
            @click=${() => this._do(() => this._act("clear_red_flags", fields(reason)))}
          >
            ${choice(hass, "clear_reason", reason)}
          </button>`,
        )}
      </div>`;
  }

  private _entries(): TemplateResult {
    const { hass, person, _diary: diary } = this;
    if (!diary) return html`<p>${say(hass, "loading")}</p>`;
    return list(hass, person, diary, this._deleting, this._now, {
      older: () => void this._load(() => this._loadDiary(diary)),
      correct: (entry) => {
        this._begin(entry.kind, entry);
        void this._goOn();
      },
      ask: (entry) => {
        this._deleting = entry?.id ?? "";
      },
      remove: (entry) => void this._do(() => this._delete(entry), true),
    });
  }

  private _menu(): TemplateResult {
    const { hass, person, _now: now } = this;
    return html`<div class="menu">
      ${choices(person, now).map(
        ([picked, icon]) => html`<button type="button" @click=${() => this._pick(picked)}>
          <ha-icon icon=${icon}></ha-icon>
          <span>
            ${say(hass, `menu_${picked}`)}
            ${
              picked === "undo" && person.last_act
                ? html`<small>${say(hass, `done_${person.last_act.act}`)}</small>`
                : nothing
            }
          </span>
        </button>`,
      )}
    </div>`;
  }

  private _pick(picked: Choice): void {
    const { hass, person } = this;
    switch (picked) {
      case "undo":
        return void this._do(() => takeBack(hass, person));
      case "undo_recovered":
        return void this._do(() => this._act("mark_recovered", { undo: true }));
      default:
        this._begin(picked);
        void this._goOn();
    }
  }

  private _submit = (): void => {
    const entry = this._corrected;
    void this._do(() => (entry ? this._correct(entry) : this._send()), entry !== undefined);
  };

  /** Return the action that logs what was entered. */
  private _logged(): [action: string, fields: object] {
    const at = this._time(this.person.onset);
    const activity = this._activity.trim() || undefined;
    if (this.kind === "pain") return ["log_pain", { level: this._level, activity, at }];
    return [
      "log_spasm",
      {
        intensity: this._level ?? undefined,
        duration: this._duration === null ? undefined : { seconds: this._duration },
        activity,
        eased_by: this._eased.trim() || undefined,
        at,
      },
    ];
  }

  private _time(onset: string | null): string | undefined {
    // A form has no fractions of a second.
    if (this._corrected && this._at === this._asked.text) return this._corrected.at;
    return answered(this.hass, this._asked, this._at, this._now, onset);
  }

  private async _send(): Promise<void> {
    switch (this.kind) {
      case "spasm":
      case "pain":
        return this._act(...this._logged());
      case "episode":
        return this._act("start_episode", { onset: this._time(null) });
      case "onset":
        if (this._at === this._asked.text) return;
        return this._act("correct_onset", { onset: this._time(this.person.onset) });
      case "flags":
        return this._act("report_red_flags", { flags: [...this._chosen] });
      case "recovered":
        return this._act("mark_recovered");
      case "end_episode":
        return this._act("end_episode");
    }
  }

  /** Call an action, and offer to undo it. */
  private async _act(action: string, fields: object = {}): Promise<void> {
    await act(this.hass, this.person, action, fields);
    toastDone(this.hass, this.person, actOf(action, fields));
  }

  /** Replace an entry: the new one is logged first, so that none is lost. */
  private async _correct(entry: Logged): Promise<void> {
    await act(this.hass, this.person, ...this._logged());
    await this._delete(entry);
  }

  private async _delete(entry: Logged): Promise<void> {
    await act(this.hass, this.person, "delete_entry", { entry_id: entry.id });
  }

  /** Carry out a command, and close or return to the diary. */
  private async _do(command: () => Promise<void>, back = false): Promise<void> {
    const { hass } = this;
    const pressed = (this.renderRoot as ShadowRoot).activeElement as HTMLElement | null;
    this._busy = true;
    this._error = "";
    try {
      await command();
      if (back) this._begin("entries");
      else this._close();
    } catch (failed) {
      this._error = failure(hass, failed as Failure);
    }
    this._busy = false;
    await this.updateComplete;
    // The button was disabled meanwhile, and has lost the focus.
    if (this._error) pressed?.focus();
    else if (back) await this._goOn();
  }

  private _close = (): void => {
    this._open = false;
    // Before it is rendered, there is no event when it closes.
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

  static override styles = [questions, dialogStyles];
}

/** The dashboard card itself. */

import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { keyed } from "lit/directives/keyed.js";
import { alarms, disconnected, faults } from "./alarms";
import type { Kind } from "./dialogs";
import "./dialogs";
import { type Followed, follow } from "./feed";
import { button, type Commands, offers, running } from "./hero";
import "./question";
import { type Failure, type HomeAssistant, loadElements } from "./hass";
import { entityOf, openHeld } from "./more";
import { asksForPain, doctorsAdvice, painNow, precaution, toRead } from "./notes";
import { pain } from "./pain";
import { Settling } from "./settling";
import { step } from "./step";
import { styles } from "./styles";
import { failure, loadTexts, phaseName, refusal, say, Texts } from "./texts";
import { timeline } from "./timeline";
import { today } from "./today";
import { actOf, toastDone } from "./undo";
import {
  type Absent,
  act,
  command,
  type Entry,
  type Person,
  type Refused,
  type Therapy,
  type View,
} from "./view";
import { remember, remembered, shownPerson } from "./whose";

interface Config {
  type: string;
  person?: string;
  hide_timeline?: boolean;
  hide_today?: boolean;
  hide_pain?: boolean;
  hide_diary?: boolean;
}

const MINUTE = 60_000;
/** How long an explanation is shown, in milliseconds. */
const WHY_SHOWN_FOR = 20_000;
/** Commands that wait for no other one, because they end heat (S6). */
const AT_ONCE = ["stop_session", "report_red_flags"];
/** Refusals that an earlier onset may lift. */
const EARLY = ["heat_too_early", "massage_too_early"];

/** Return a key of the controls that are shown, and where. */
function shape(person: Person | Absent | undefined): string {
  if (!person?.loaded) return "";
  const { config_entry_id, phase, session, ended, doctor, unread, question } = person;
  const run = [session?.therapy, session && Boolean(session.finishes_at)];
  const above = [ended?.at, doctor, question, ...unread];
  return [config_entry_id, phase, ...run, ...above].join();
}

@customElement("backcare-card")
export class BackcareCard extends LitElement {
  @property({ attribute: false }) hass!: HomeAssistant;
  /** Set by Home Assistant where the card is only shown, as in its editor. */
  @property({ attribute: false }) preview = false;
  @state() private _config: Config = { type: "custom:backcare-card" };
  @state() private _view?: View;
  @state() private _unreachable = false;
  @state() private _chosen = "";
  @state() private _dialog: Kind | "" = "";
  @state() private _why = "";
  private _whyOf?: Therapy;
  /** Whether an earlier onset may change the refusal. */
  private _whyEarly = false;
  private _busy = false;
  /** Updated every minute, because times are shown to the minute. */
  @state() private _minute = 0;

  private _texts = new Texts(this);
  private _settling = new Settling(this);
  private _ahead = 0;
  private _followed?: Followed;
  private _openHeld?: () => void;
  private _clock?: number;
  private _forget?: number;
  private _hadFocus = false;

  static getStubConfig(): Omit<Config, "type"> {
    return {};
  }

  static async getConfigForm(): Promise<object> {
    const hass = document.querySelector<HTMLElement & { hass: HomeAssistant }>(
      "home-assistant",
    )?.hass;
    if (hass) await loadTexts(hass);
    const hide = ["timeline", "today", "pain", "diary"];
    return {
      schema: [
        { name: "person", selector: { config_entry: { integration: "backcare" } } },
        ...hide.map((part) => ({ name: `hide_${part}`, selector: { boolean: {} } })),
      ],
      computeLabel: ({ name }: { name: string }) => (hass ? say(hass, `editor_${name}`) : name),
      computeHelper: ({ name }: { name: string }) =>
        hass && name === "person" ? say(hass, "editor_person_help") : undefined,
    };
  }

  setConfig(config: Config): void {
    this._config = config;
    this._chosen = "";
    this._showHistory();
  }

  getCardSize(): number {
    return 8;
  }

  getGridOptions(): object {
    return { columns: 12, min_columns: 9, rows: "auto" };
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void loadElements();
    this._clock = window.setInterval(() => {
      this._minute += 1;
    }, MINUTE);
    this._openHeld = openHeld(this, (held) =>
      this._person ? entityOf(this.hass, this._person.config_entry_id, held) : undefined,
    );
    this._follow();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.clearInterval(this._clock);
    this._openHeld?.();
    this._forgetWhy();
    this._followed?.leave();
    this._followed = undefined;
    this._view = undefined;
  }

  protected override shouldUpdate(changed: Map<PropertyKey, unknown>): boolean {
    // Home Assistant hands in a new object at every state of anything.
    if (changed.size > 1 || !changed.has("hass")) return true;
    const before = changed.get("hass") as HomeAssistant | undefined;
    return (
      !before ||
      before.locale !== this.hass.locale ||
      before.localize !== this.hass.localize ||
      before.config !== this.hass.config
    );
  }

  protected override willUpdate(): void {
    this._hadFocus = Boolean(this.shadowRoot?.activeElement?.closest(".hero"));
    if (!this.hass) return;
    this._follow();
  }

  protected override updated(): void {
    // The button that had the focus is gone.
    if (!this._hadFocus || this.shadowRoot?.activeElement) return;
    const button = this.renderRoot.querySelector<LitElement>(".hero ha-button, .hero button");
    // In Home Assistant's own buttons, the element that takes the focus is not rendered yet.
    void Promise.resolve(button?.updateComplete).then(() => button?.focus());
  }

  private _follow(): void {
    if (this._followed || !this.hass || !this.isConnected) return;
    this._followed = follow(
      this.hass,
      (view, ahead) => {
        this._ahead = ahead;
        this._show(() => {
          this._view = view;
        });
        this._unreachable = false;
        this._showHistory();
      },
      () => {
        this._unreachable = true;
      },
      this._config.person ?? remembered(this.hass),
    );
  }

  /** Change what is shown; if controls change place, ignore taps for a moment. */
  private _show(change: () => void): void {
    const before = this._person;
    change();
    const now = this._person;
    const moved = before !== undefined && shape(before) !== shape(now);
    // What was entered is about the person before, who may be gone.
    if (before && before.config_entry_id !== now?.config_entry_id) this._dialog = "";
    if (moved || this._isWhyOutdated(now)) this._forgetWhy();
    if (moved) this._settling.start();
  }

  private _showHistory(): void {
    const person = this._person;
    if (person?.loaded) this._followed?.show(person.config_entry_id);
  }

  private get _entries(): Entry[] {
    const person = this._person;
    return (person && !person.private && this._view?.histories[person.config_entry_id]) || [];
  }

  private get _now(): number {
    return Date.now() + this._ahead;
  }

  private get _person(): Person | Absent | undefined {
    const chosen = this._chosen || (this.hass ? remembered(this.hass) : "");
    return shownPerson(this._view?.persons ?? [], this._config.person, chosen);
  }

  protected override render() {
    if (!this.hass || !this._texts.loaded) return html`<ha-card></ha-card>`;
    const { hass, _view: view } = this;
    if (!view) {
      const text = say(hass, this._unreachable ? "unreachable" : "loading");
      return html`<ha-card><p class="message">${text}</p></ha-card>`;
    }
    const person = this._person;
    if (!person) return this._nobody(view);
    if (!person.loaded) {
      return html`<ha-card
        >${this._header(person)} ${this._unreachable ? disconnected(hass) : nothing}
        ${faults(hass, view.persons)}
        <p class="message">
          ${person.private ? say(hass, "private") : say(hass, "not_loaded", { name: person.name })}
        </p></ha-card
      >`;
    }
    return html`<ha-card class=${person.phase}>
      ${this._header(person)} ${this._unreachable ? disconnected(hass, person) : nothing}
      ${this._rightNow(person, view)} ${this._asked(person, view)} ${this._behind(person)}
      ${this._footer(person)}
      ${
        this._dialog
          ? html`<backcare-dialog
              .hass=${hass}
              .person=${person}
              .flags=${view.red_flags}
              .ahead=${this._ahead}
              .kind=${this._dialog}
              @backcare-closed=${() => this._open("")}
            ></backcare-dialog>`
          : nothing
      }
    </ha-card>`;
  }

  /** Return the next step and the controls. */
  private _rightNow(person: Person, view: View) {
    const { hass, _now: now, _ahead: ahead } = this;
    const { session } = person;
    return html`${alarms(hass, person, view, (kind) => this._open(kind))}
    ${step(hass, person, now, () => this._command("acknowledge"))}
    ${
      session
        ? running(hass, person, session, { ahead, now }, this._commands)
        : offers(hass, person, now, this._commands)
    }
    ${this._why ? this._refusal(person) : nothing}`;
  }

  /** Return the question that is open: one at a time. */
  private _asked(person: Person, view: View) {
    const { hass } = this;
    if (person.question) {
      return keyed(
        `${person.config_entry_id} ${person.question}`,
        html`<backcare-question
          .hass=${hass}
          .person=${person}
          .flags=${view.red_flags}
          @backcare-answered=${({ detail: flags }: CustomEvent<string[]>) =>
            this._do("report_red_flags", { flags })}
        ></backcare-question>`,
      );
    }
    const part = person.doctor === "emergency" ? undefined : toRead(person);
    if (part) {
      return precaution(hass, part, this._settling.active, () =>
        this._command("note_read", { precautions: [part] }),
      );
    }
    const asks = !this._config.hide_diary && asksForPain(person, this._entries);
    return asks ? painNow(hass, () => this._open("pain")) : nothing;
  }

  /** Return the plan, the day and the pain. */
  private _behind(person: Person) {
    const { hass, _config: config, _now: now } = this;
    return html`${
      config.hide_timeline
        ? nothing
        : html`${timeline(hass, person, now)}${doctorsAdvice(hass, person)}`
    }
    ${person.private ? html`<p class="message">${say(hass, "private")}</p>` : this._diary(person)}`;
  }

  private _refusal(person: Person): TemplateResult {
    const { hass } = this;
    return html`<ha-alert alert-type="warning">
      ${this._why}
      ${
        this._whyEarly && !person.read_only && person.onset
          ? html`<button type="button" class="chip" @click=${() => this._open("onset")}>
              ${say(hass, "earlier")}
            </button>`
          : nothing
      }
    </ha-alert>`;
  }

  private _diary(person: Person) {
    const { hass, _config: config, _now: now } = this;
    return html`${config.hide_today ? nothing : today(hass, person, this._entries, now)}
    ${config.hide_pain || person.phase === "none" ? nothing : pain(hass, person, this._entries, now)}`;
  }

  private _nobody(view: View): TemplateResult {
    const { hass } = this;
    if (view.persons.length) {
      return html`<ha-card><p class="message">${say(hass, "not_found")}</p></ha-card>`;
    }
    return html`<ha-card>
      <div class="message">
        <p>${say(hass, "nobody")}</p>
        ${
          hass.user?.is_admin
            ? html`<ha-button href="/config/integrations/dashboard/add?domain=backcare">
                ${say(hass, "add_person")}
              </ha-button>`
            : nothing
        }
      </div>
    </ha-card>`;
  }

  private _header(person: Person | Absent): TemplateResult {
    const { hass } = this;
    const persons = this._view?.persons ?? [];
    const switcher = !this._config.person && persons.length > 1;
    return html`<header role="none">
      ${
        switcher
          ? html`<select aria-label=${say(hass, "choose_person")} @change=${this._choose}>
              ${persons.map(
                (each) => html`<option
                  value=${each.config_entry_id}
                  ?selected=${each.config_entry_id === person.config_entry_id}
                >
                  ${each.name}
                </option>`,
              )}
            </select>`
          : html`<h2>${person.name}</h2>`
      }
      ${person.loaded ? html`<span class="phase" data-more="sensor.phase">${phaseName(hass, person.phase)}</span>` : nothing}
    </header>`;
  }

  private _footer(person: Person): TemplateResult {
    const { hass } = this;
    const diary = !this._config.hide_diary && person.phase !== "none" && !person.read_only;
    return html`<footer role="none">
      ${
        diary
          ? html`${button(hass, "log_spasm", "mdi:flash", "filled", () => this._open("spasm"))}
            ${button(hass, "log_pain", "mdi:emoticon-sad-outline", "filled", () => this._open("pain"))}`
          : nothing
      }
      ${button(hass, "red_flags", "mdi:alert-outline", "plain", () => this._open("flags"))}
      ${
        person.read_only && person.private
          ? nothing
          : button(hass, "more", "mdi:dots-horizontal", "plain", () => this._open("more"))
      }
    </footer>`;
  }

  private _commands: Commands = {
    start: (therapy, fields = {}) => void this._loosen("start_session", { therapy, ...fields }),
    pause: () => void this._do("pause_session"),
    resume: () => void this._loosen("resume_session"),
    stop: () => void this._do("stop_session"),
    longer: (by) => void this._command("change_session", { by }),
    newEpisode: () => this._open("episode"),
    explain: (therapy, refused) => this._explain(therapy, refused),
  };

  /** Call an action that may switch something on, unless the controls have just changed place. */
  private async _loosen(action: string, fields: object = {}): Promise<boolean> {
    return !this._settling.active && (await this._do(action, fields));
  }

  /** Call an action, and return whether it succeeded; a preview does nothing. */
  private async _do(action: string, fields: object = {}): Promise<boolean> {
    return this._give(
      (hass, person) => act(hass, person, action, fields),
      actOf(action, fields),
      AT_ONCE.includes(action),
    );
  }

  /** Give a command that is too small for an action. */
  private _command(type: Parameters<typeof command>[2], fields: object = {}): void {
    void this._give((hass, person) => command(hass, person, type, fields), actOf(type));
  }

  private async _give(
    give: (hass: HomeAssistant, person: Person) => Promise<void>,
    done: string | undefined,
    atOnce = false,
  ): Promise<boolean> {
    const { hass, _person: person } = this;
    if (!person?.loaded || (this._busy && !atOnce) || this.preview) return false;
    this._busy = true;
    this._forgetWhy();
    try {
      await give(hass, person);
      toastDone(hass, person, done);
      return true;
    } catch (failed) {
      this._say(failure(this.hass, failed as Failure));
      return false;
    } finally {
      this._busy = false;
    }
  }

  private _explain(therapy: Therapy, refused: Refused): void {
    this._say(refusal(this.hass, refused, this._now));
    this._whyOf = therapy;
    this._whyEarly = EARLY.includes(refused.reason);
  }

  private _say(why: string): void {
    this._forgetWhy();
    this._why = why;
    this._forget = window.setTimeout(() => this._forgetWhy(), WHY_SHOWN_FOR);
  }

  private _forgetWhy(): void {
    window.clearTimeout(this._forget);
    this._why = "";
    this._whyOf = undefined;
    this._whyEarly = false;
  }

  /** Return whether the explained refusal does not apply any more. */
  private _isWhyOutdated(person: Person | Absent | undefined): boolean {
    if (!this._whyOf || !person?.loaded) return false;
    return !person.offers.find((offer) => offer.therapy === this._whyOf)?.refused;
  }

  private _open(kind: Kind | ""): void {
    this._dialog = this.preview ? "" : kind;
  }

  private _choose = (event: Event): void => {
    this._show(() => {
      this._chosen = (event.target as HTMLSelectElement).value;
      remember(this.hass, this._chosen);
    });
    this._showHistory();
  };

  static override styles = styles;
}

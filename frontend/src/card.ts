/** The dashboard card itself. */

import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { alarms, disconnected } from "./alarms";
import type { Kind } from "./dialogs";
import "./dialogs";
import "./ring";
import { type Failure, type HomeAssistant, loadElements } from "./hass";
import { DAYS, pain } from "./pain";
import { styles } from "./styles";
import { choice, failure, loadTexts, refusal, refusedShortly, say } from "./texts";
import { timeOfDay } from "./time";
import { timeline } from "./timeline";
import { minutes, today } from "./today";
import {
  type Absent,
  act,
  ask,
  type Entry,
  follow,
  type Offer,
  type Person,
  RETRY,
  type Refused,
  type Therapy,
  type View,
} from "./view";
import { shownPerson } from "./whose";

interface Config {
  type: string;
  person?: string;
  hide_timeline?: boolean;
  hide_today?: boolean;
  hide_pain?: boolean;
  hide_diary?: boolean;
}

const ICONS: Record<Therapy, string> = {
  ice: "mdi:snowflake",
  heat: "mdi:fire",
  massage: "mdi:hand-heart",
  stretch: "mdi:yoga",
  walk: "mdi:walk",
};
const DAY = 86_400_000;
const MINUTE = 60_000;
/** How long a refusal that was asked for stays in sight. */
const WHY_LASTS = 20_000;
/** A tap that was meant for what has just given way starts nothing: nobody reads and taps faster. */
const SETTLES = 700;

/** Return what decides which buttons there are, and where. */
function shape(person: Person | Absent | undefined): string {
  if (!person?.loaded) return "";
  const { config_entry_id, phase, session } = person;
  return [config_entry_id, phase, session?.therapy, session && Boolean(session.finishes_at)].join();
}

@customElement("backcare-card")
export class BackcareCard extends LitElement {
  @property({ attribute: false }) hass!: HomeAssistant;
  /** Set by Home Assistant where the card is only shown, as in its editor. */
  @property({ attribute: false }) preview = false;
  /** Whether what is to be tapped has just changed place. */
  @property({ type: Boolean, reflect: true }) settling = false;
  @state() private _config: Config = { type: "custom:backcare-card" };
  @state() private _view?: View;
  @state() private _texts = false;
  @state() private _unreachable = false;
  @state() private _chosen = "";
  @state() private _entries: Entry[] = [];
  @state() private _dialog: Kind | "" = "";
  /** Whether the next dialogue is the question of R13, after ice has begun an episode. */
  @state() private _advise = false;
  @state() private _why = "";
  private _whyOf?: Therapy;
  private _busy = false;
  /** Drawn anew each minute: what is shown of time is told to the minute. */
  @state() private _minute = 0;

  private _ahead = 0;
  private _unfollow?: () => void;
  private _clock?: number;
  private _forget?: number;
  private _settled?: number;
  private _hadFocus = false;
  private _language = "";

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
    this._entries = [];
    void this._read();
  }

  getCardSize(): number {
    return 8;
  }

  getGridOptions(): object {
    return { columns: 12, min_columns: 9, rows: "auto" };
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this._clock = window.setInterval(() => {
      this._minute += 1;
    }, MINUTE);
    this._follow();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.clearInterval(this._clock);
    window.clearTimeout(this._settled);
    this.settling = false;
    this._forgetWhy();
    this._unfollow?.();
    this._unfollow = undefined;
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
    if (this._language !== this.hass.language) {
      this._language = this.hass.language;
      void loadElements();
      void this._loadTexts();
    }
  }

  protected override updated(): void {
    // The button that was pressed has given way to others.
    if (!this._hadFocus || this.shadowRoot?.activeElement) return;
    const button = this.renderRoot.querySelector<LitElement>(".hero ha-button, .hero button");
    // In Home Assistant's own, what takes the focus is yet to be drawn.
    void Promise.resolve(button?.updateComplete).then(() => button?.focus());
  }

  private async _loadTexts(): Promise<void> {
    try {
      await loadTexts(this.hass);
      this._texts = true;
    } catch {
      // Home Assistant went away meanwhile: the next drawing asks again.
      this._language = "";
      await new Promise((resolve) => window.setTimeout(resolve, RETRY));
    }
    this._minute += 1;
  }

  private _follow(): void {
    if (this._unfollow || !this.hass || !this.isConnected) return;
    this._unfollow = follow(
      this.hass,
      (view) => {
        this._ahead = Date.parse(view.now) - Date.now();
        this._show(() => {
          this._view = view;
        });
        this._unreachable = false;
        void this._read();
      },
      () => {
        this._unreachable = true;
      },
    );
  }

  /** Show something else, and let nothing start by a tap that was meant for what was there before. */
  private _show(change: () => void): void {
    const before = this._person;
    change();
    const now = this._person;
    const moved = before !== undefined && shape(before) !== shape(now);
    if (moved || this._outdated(now)) this._forgetWhy();
    if (!moved) return;
    this.settling = true;
    window.clearTimeout(this._settled);
    this._settled = window.setTimeout(() => {
      this.settling = false;
    }, SETTLES);
  }

  private async _read(): Promise<void> {
    const person = this._person;
    if (!person?.loaded || (this._config.hide_pain && this._config.hide_today)) return;
    if (person.private) {
      this._entries = [];
      return;
    }
    const start = new Date(Date.parse(person.today.since) - (DAYS - 1) * DAY).toISOString();
    try {
      const told = await ask<{ entries: Entry[] }>(this.hass, person, "get_history", { start });
      // Another may have been chosen meanwhile.
      if (this._person?.config_entry_id === person.config_entry_id) this._entries = told.entries;
    } catch {
      // The rest of the card does not need it.
      this._entries = [];
    }
  }

  private get _now(): number {
    return Date.now() + this._ahead;
  }

  private get _person(): Person | Absent | undefined {
    return shownPerson(this._view?.persons ?? [], this._config.person, this._chosen);
  }

  protected override render() {
    if (!this.hass || !this._texts) return html`<ha-card></ha-card>`;
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
        <p class="message">
          ${person.private ? say(hass, "private") : say(hass, "not_loaded", { name: person.name })}
        </p></ha-card
      >`;
    }
    const { _config: config, _now: now } = this;
    return html`<ha-card class=${person.phase}>
      ${this._header(person)} ${this._unreachable ? disconnected(hass, person) : nothing}
      ${alarms(hass, person, () => this._open("clear"))}
      ${person.session ? this._running(person, person.session) : this._offers(person)}
      ${this._why ? html`<ha-alert alert-type="warning">${this._why}</ha-alert>` : nothing}
      ${config.hide_timeline ? nothing : timeline(hass, person, now)}
      ${person.private ? html`<p class="message">${say(hass, "private")}</p>` : this._diary(person)}
      ${this._footer(person)}
      ${
        this._dialog
          ? html`<backcare-dialog
              .hass=${hass}
              .person=${person}
              .flags=${view.red_flags}
              .ahead=${this._ahead}
              .kind=${this._dialog}
              .advise=${this._advise}
              @backcare-closed=${() => this._open("")}
            ></backcare-dialog>`
          : nothing
      }
    </ha-card>`;
  }

  private _diary(person: Person) {
    const { hass, _config: config, _now: now } = this;
    return html`${config.hide_today ? nothing : today(hass, person, this._entries, now)}
    ${config.hide_pain || person.phase === "none" ? nothing : pain(hass, person, this._entries)}`;
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
      ${person.loaded ? html`<span class="phase">${say(hass, `phase_${person.phase}`)}</span>` : nothing}
    </header>`;
  }

  private _running(person: Person, session: NonNullable<Person["session"]>): TemplateResult {
    const { hass } = this;
    const ends = session.finishes_at ? Date.parse(session.finishes_at) : 0;
    const therapy = choice(hass, "therapy", session.therapy);
    const lapses = session.lapses_at ? timeOfDay(hass, Date.parse(session.lapses_at)) : "";
    const caption = ends
      ? say(hass, "until", { time: timeOfDay(hass, ends) })
      : say(hass, "paused", { time: lapses });
    return html`<section class="hero ${session.therapy}" aria-label=${therapy}>
      <h2>${therapy}</h2>
      <backcare-ring
        .finishesAt=${ends}
        .remaining=${session.remaining * 1000}
        .length=${session.length * 1000}
        .ahead=${this._ahead}
        .caption=${caption}
        .spoken=${(left: number) => say(hass, "left", { therapy, time: minutes(hass, left * MINUTE, "long") })}
      ></backcare-ring>
      <div class="buttons">
        ${
          person.read_only
            ? nothing
            : ends
              ? this._button("pause", "mdi:pause", "filled", () => this._do("pause_session"))
              : this._button("resume", "mdi:play", "accent", () => this._loosen("resume_session"))
        }
        ${this._button("stop", "mdi:stop", "filled", () => this._do("stop_session"), "danger")}
      </div>
      ${this._tiles(
        person,
        person.offers.filter((offer) => offer.length),
      )}
    </section>`;
  }

  private _offers(person: Person) {
    const { hass } = this;
    if (person.read_only) return nothing;
    if (person.phase === "none") {
      const ice = person.offers.find((offer) => offer.therapy === "ice");
      return html`<section class="hero none">
        <button type="button" class="big" @click=${() => this._open("episode")}>
          <ha-icon icon="mdi:calendar-plus"></ha-icon>
          <span>${say(hass, "menu_episode")}<small>${say(hass, "no_episode")}</small></span>
        </button>
        ${ice ? this._tiles(person, [ice]) : nothing}
      </section>`;
    }
    const first = person.offers.find((offer) => offer.therapy === person.therapy);
    const others = person.offers.filter((offer) => offer !== first);
    return html`<section class="hero">
      ${first ? this._offer(person, first, "big") : nothing} ${this._tiles(person, others)}
    </section>`;
  }

  private _tiles(person: Person, offers: Offer[]) {
    if (!offers.length || person.read_only) return nothing;
    return html`<div class="tiles">
      ${offers.map((offer) => this._offer(person, offer, "tile"))}
    </div>`;
  }

  private _offer(person: Person, offer: Offer, size: "big" | "tile"): TemplateResult {
    const { hass } = this;
    const { therapy, length, refused } = offer;
    const name = choice(hass, "therapy", therapy);
    const label = size === "big" && !refused ? say(hass, "start", { therapy: name }) : name;
    // In an emergency there is nothing to wait for that would allow it.
    const shortly = () =>
      person.doctor === "emergency"
        ? say(hass, "refused")
        : refusedShortly(hass, refused!, this._now);
    const detail = refused ? shortly() : minutes(hass, (length ?? 0) * 1000);
    return html`<button
      type="button"
      class="${size} ${therapy} ${refused ? "refused" : ""}"
      @click=${() => (refused ? this._tell(therapy, refused) : this._start(person, therapy))}
    >
      <ha-icon icon=${ICONS[therapy]}></ha-icon>
      <span>${label}<small>${detail}</small></span>
    </button>`;
  }

  private _footer(person: Person): TemplateResult {
    const diary = !this._config.hide_diary && person.phase !== "none" && !person.read_only;
    return html`<footer role="none">
      ${
        diary
          ? html`${this._button("log_spasm", "mdi:flash", "filled", () => this._open("spasm"))}
            ${this._button("log_pain", "mdi:gauge", "filled", () => this._open("pain"))}`
          : nothing
      }
      ${this._button("red_flags", "mdi:alert-outline", "plain", () => this._open("flags"))}
      ${
        person.read_only && person.private
          ? nothing
          : this._button("more", "mdi:dots-horizontal", "plain", () => this._open("more"))
      }
    </footer>`;
  }

  private _button(
    key: string,
    icon: string,
    appearance: string,
    pressed: () => void,
    variant = "brand",
  ): TemplateResult {
    return html`<ha-button
      data-key=${key}
      appearance=${appearance}
      variant=${variant}
      @click=${pressed}
    >
      <ha-icon slot="start" icon=${icon}></ha-icon>${say(this.hass, key)}
    </ha-button>`;
  }

  private async _start(person: Person, therapy: Therapy): Promise<void> {
    // Ice begins an episode where there is none: the question that goes with that is asked here (R13).
    const begins = person.phase === "none";
    if (!(await this._loosen("start_session", { therapy })) || !begins) return;
    this._advise = true;
    this._dialog = "flags";
  }

  /** Do what may switch something on, unless the tap was meant for what was here before. */
  private async _loosen(action: string, fields: object = {}): Promise<boolean> {
    return !this.settling && (await this._do(action, fields));
  }

  /** Do something, and return whether it was done; what a preview shows does nothing. */
  private async _do(action: string, fields: object = {}): Promise<boolean> {
    const person = this._person;
    // Off waits for no other command (S6).
    const waits = this._busy && action !== "stop_session";
    if (!person?.loaded || waits || this.preview) return false;
    this._busy = true;
    this._forgetWhy();
    try {
      await act(this.hass, person, action, fields);
      return true;
    } catch (failed) {
      this._say(failure(this.hass, failed as Failure));
      return false;
    } finally {
      this._busy = false;
    }
  }

  private _tell(therapy: Therapy, refused: Refused): void {
    this._say(refusal(this.hass, refused, this._now));
    this._whyOf = therapy;
  }

  private _say(why: string): void {
    this._forgetWhy();
    this._why = why;
    this._forget = window.setTimeout(() => this._forgetWhy(), WHY_LASTS);
  }

  private _forgetWhy(): void {
    window.clearTimeout(this._forget);
    this._why = "";
    this._whyOf = undefined;
  }

  /** Return whether what was refused is not refused any more. */
  private _outdated(person: Person | Absent | undefined): boolean {
    if (!this._whyOf || !person?.loaded) return false;
    return !person.offers.find((offer) => offer.therapy === this._whyOf)?.refused;
  }

  private _open(kind: Kind | ""): void {
    this._advise = false;
    this._dialog = this.preview ? "" : kind;
  }

  private _choose = (event: Event): void => {
    this._show(() => {
      this._chosen = (event.target as HTMLSelectElement).value;
    });
    this._entries = [];
    void this._read();
  };

  static override styles = styles;
}

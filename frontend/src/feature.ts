/** The feature of a tile with a session's timer: with it, a stock tile is the compact form of the card. */

import { css, html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { type Commands, compact } from "./compact";
import { type Followed, follow } from "./feed";
import type { Failure, HomeAssistant } from "./hass";
import { personOf } from "./registry";
import { Settling } from "./settling";
import { common, failure, Texts } from "./texts";
import { actOf, toast, toastDone } from "./undo";
import { act, command, type Person, type Therapy, type View } from "./view";

type Give = (hass: HomeAssistant, person: Person) => Promise<void>;

/** Return a key of the buttons that are shown. */
function shape(person: Person | undefined): string {
  if (!person) return "";
  const { session, ended, next_step } = person;
  return [session?.therapy, Boolean(session?.finishes_at), ended?.at, next_step.state].join();
}

@customElement("backcare-session")
export class BackcareSession extends LitElement {
  @property({ attribute: false }) hass?: HomeAssistant;
  /** Set by the tile: the entity that it shows. */
  @property({ attribute: false }) context?: { entity_id?: string };
  @state() private _view?: View;
  @state() private _unreachable = false;
  private _texts = new Texts(this);
  private _settling = new Settling(this);
  private _busy = false;
  private _ahead = 0;
  private _hadFocus = false;
  private _followed?: Followed;

  static getStubConfig(): object {
    return { type: "custom:backcare-session" };
  }

  /** The feature has no settings. */
  setConfig(): void {}

  override connectedCallback(): void {
    super.connectedCallback();
    this._follow();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this._followed?.leave();
    this._followed = undefined;
  }

  protected override shouldUpdate(changed: Map<PropertyKey, unknown>): boolean {
    // Home Assistant hands in a new object at every state of anything.
    if (changed.size > 1 || !changed.has("hass")) return true;
    const before = changed.get("hass") as HomeAssistant | undefined;
    return (
      before?.locale !== this.hass?.locale ||
      before?.localize !== this.hass?.localize ||
      before?.entities !== this.hass?.entities
    );
  }

  protected override willUpdate(): void {
    this._hadFocus = Boolean(this.shadowRoot?.activeElement);
    this._follow();
  }

  protected override updated(): void {
    // The button that had the focus is gone.
    if (!this._hadFocus || this.shadowRoot?.activeElement) return;
    this.renderRoot.querySelector<HTMLElement>("button")?.focus();
  }

  protected override render() {
    const { hass, _person: person } = this;
    if (!hass || !person || !this._texts.loaded) return nothing;
    if (this._unreachable) {
      return html`<p class="text">${hass.localize("state.default.unavailable")}</p>`;
    }
    return compact(hass, person, Date.now() + this._ahead, this._commands);
  }

  private _follow(): void {
    if (this._followed || !this.hass || !this.isConnected) return;
    this._followed = follow(
      this.hass,
      (view, ahead) => {
        this._ahead = ahead;
        this._show(view);
        this._unreachable = false;
      },
      () => {
        this._unreachable = true;
      },
    );
  }

  private _show(view: View): void {
    const before = this._person;
    this._view = view;
    if (before && shape(before) !== shape(this._person)) this._settling.start();
  }

  private get _person(): Person | undefined {
    const { hass, context } = this;
    if (!hass || !context?.entity_id) return undefined;
    const shown = personOf(hass, context.entity_id);
    const person = this._view?.persons.find((each) => each.config_entry_id === shown);
    return person?.loaded ? person : undefined;
  }

  private _commands: Commands = {
    start: (therapy, fields = {}) =>
      this._do("start_session", { therapy, ...fields }, this._safetyWords(therapy)),
    pause: () => this._do("pause_session"),
    resume: () => this._do("resume_session"),
    // Ending heat waits for nothing (S6).
    stop: () =>
      void this._give((hass, person) => act(hass, person, "stop_session"), "stop_session"),
    longer: (by) => this._command("change_session", { by }),
    acknowledge: () => this._command("acknowledge"),
    explain: toast,
  };

  /** Return the safety words for a start (R15): a tile has no other place for them. */
  private _safetyWords(therapy: Therapy): string | undefined {
    const { hass, _person: person } = this;
    if (!hass || (therapy !== "ice" && therapy !== "heat")) return undefined;
    return common(hass, `care_start_${therapy}${therapy === "heat" && person?.pad ? "_pad" : ""}`);
  }

  private _do(action: string, fields: object = {}, text?: string): void {
    this._once((hass, person) => act(hass, person, action, fields), actOf(action), text);
  }

  /** Give a command that is too small for an action. */
  private _command(type: Parameters<typeof command>[2], fields: object = {}): void {
    this._once((hass, person) => command(hass, person, type, fields), actOf(type));
  }

  /** Give a command, unless another is under way or the buttons have just changed. */
  private _once(give: Give, done: string | undefined, text?: string): void {
    if (this._busy || this._settling.active) return;
    this._busy = true;
    void this._give(give, done, text).finally(() => {
      this._busy = false;
    });
  }

  private async _give(give: Give, done: string | undefined, text?: string): Promise<void> {
    const { hass, _person: person } = this;
    if (!hass || !person) return;
    try {
      await give(hass, person);
      toastDone(hass, person, done, text);
    } catch (failed) {
      toast(failure(hass, failed as Failure));
    }
  }

  static override styles = css`
    :host {
      display: block;
      container-type: inline-size;
      min-block-size: 44px;
    }
    .row {
      display: flex;
      gap: 8px;
      block-size: 44px;
    }
    button {
      flex: 1 1 0;
      min-inline-size: 44px;
      padding: 0 4px;
      border: none;
      border-radius: var(--feature-border-radius, 12px);
      background: color-mix(in srgb, var(--feature-color, var(--primary-color)) 20%, transparent);
      color: var(--primary-text-color);
      font: inherit;
      font-size: var(--ha-font-size-s, 12px);
      line-height: 1.2;
      cursor: pointer;
    }
    button:focus-visible {
      outline: 2px solid var(--primary-text-color);
      outline-offset: 1px;
    }
    .start {
      display: flex;
      flex-grow: 2;
      align-items: center;
      justify-content: center;
      gap: 4px;
      font-weight: var(--ha-font-weight-medium, 500);
    }
    ha-icon {
      --mdc-icon-size: 20px;
    }
    .text {
      flex: 3 1 0;
      align-self: center;
      max-block-size: 44px;
      margin: 0;
      overflow: hidden;
      font-size: var(--ha-font-size-s, 12px);
      line-height: 1.2;
      text-align: start;
    }
    button.text {
      align-self: stretch;
      padding: 0 12px;
    }
    @container (max-inline-size: 230px) {
      button:nth-of-type(n + 4) {
        display: none;
      }
    }
  `;
}

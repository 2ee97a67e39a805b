/** The running session as a ring that counts down once a second, while it is visible. */

import { css, html, LitElement, nothing, svg } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { countdown, minutesLeft } from "./time";

const CIRCUMFERENCE = 2 * Math.PI * 54;

@customElement("backcare-ring")
export class BackcareRing extends LitElement {
  /** When the session ends by Home Assistant's clock, 0 while paused. */
  @property({ attribute: false }) finishesAt = 0;
  /** The remaining time while paused, and the whole length, in milliseconds. */
  @property({ attribute: false }) remaining = 0;
  @property({ attribute: false }) length = 1;
  /** How far Home Assistant's clock is ahead of this one. */
  @property({ attribute: false }) ahead = 0;
  @property({ attribute: false }) caption = "";
  /** Returns how many minutes are left, for screen readers: now and then, and for the last one. */
  @property({ attribute: false }) spoken: (minutes: number) => string = String;

  @state() private _minutes = 0;
  @query(".left") private _bar?: SVGCircleElement;
  @query(".time") private _time?: HTMLElement;

  private readonly _calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  private _next?: number;
  private _seen = false;
  private _watch?: IntersectionObserver;

  override connectedCallback(): void {
    super.connectedCallback();
    this._watch = new IntersectionObserver((entries) => {
      this._seen = entries.some((entry) => entry.isIntersecting);
      this._tick();
    });
    this._watch.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this._watch?.disconnect();
    window.clearTimeout(this._next);
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has("finishesAt")) this._minutes = minutesLeft(this._left());
  }

  protected override updated(): void {
    this._drawBar();
    this._tick();
  }

  private _left(): number {
    return this.finishesAt ? this.finishesAt - Date.now() - this.ahead : this.remaining;
  }

  // Without Lit, because a second changes one number only. More often would be visible to nobody, and keep a
  // tablet on the wall busy.
  private _tick = (): void => {
    window.clearTimeout(this._next);
    if (!this._time) return;
    const left = Math.max(0, this._left());
    // With reduced motion, the bar changes with the minute only.
    if (!this._calm.matches) this._drawBar();
    const text = countdown(left);
    if (this._time.textContent !== text) this._time.textContent = text;
    const minutes = minutesLeft(left);
    if (minutes <= 1 || minutes % 5 === 0) this._minutes = minutes;
    // When the digits change, and rather a moment late than early, which would take a second call.
    if (this._seen && this.finishesAt)
      this._next = window.setTimeout(this._tick, (left % 1000) + 5);
  };

  private _drawBar(): void {
    if (!this._bar) return;
    const shown = Math.ceil(Math.max(0, this._left()) / 1000) * 1000;
    const gone = 1 - Math.min(1, shown / this.length);
    this._bar.style.strokeDashoffset = String(gone * CIRCUMFERENCE);
  }

  protected override render() {
    return html`
      <svg viewBox="0 0 120 120" aria-hidden="true">
        ${svg`<circle class="track" cx="60" cy="60" r="54"></circle>
          <circle class="left" cx="60" cy="60" r="54"
            stroke-dasharray=${CIRCUMFERENCE}></circle>`}
      </svg>
      <div class="inside">
        <span class="time" role="timer" aria-live="off"></span>
        <span class="caption">${this.caption}</span>
      </div>
      <span class="spoken" role="status"
        >${this.finishesAt ? this.spoken(this._minutes) : nothing}</span
      >
    `;
  }

  static override styles = css`
    :host {
      display: block;
      position: relative;
      inline-size: min(100%, 13em);
      aspect-ratio: 1;
    }
    svg {
      inline-size: 100%;
      block-size: 100%;
      transform: rotate(-90deg);
    }
    :host(:dir(rtl)) svg {
      transform: rotate(-90deg) scaleY(-1);
    }
    circle {
      fill: none;
      stroke-width: 9;
      stroke-linecap: round;
    }
    .track {
      stroke: var(--backcare-color, var(--primary-color));
      opacity: 0.16;
    }
    .left {
      stroke: var(--backcare-color, var(--primary-color));
      opacity: var(--backcare-left, 1);
    }
    .inside {
      position: absolute;
      inset: 0;
      display: flex;
      flex-direction: column;
      align-items: center;
      justify-content: center;
      text-align: center;
    }
    .time {
      font-size: 2.6em;
      line-height: 1.15;
      font-weight: var(--ha-font-weight-medium, 500);
      font-variant-numeric: tabular-nums;
      color: var(--primary-text-color);
    }
    .caption {
      max-inline-size: 70%;
      color: var(--secondary-text-color);
    }
    .spoken {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
  `;
}

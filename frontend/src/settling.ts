/** The moment after controls have changed place: a tap was meant for those before. */

import type { ReactiveController, ReactiveControllerHost } from "lit";

/** In milliseconds: nobody reads the new controls and taps faster. */
const SETTLES = 700;

/** Whether an element's controls have just changed place; shown as its attribute `settling`, too. */
export class Settling implements ReactiveController {
  active = false;
  private timer?: number;

  constructor(private readonly host: ReactiveControllerHost & HTMLElement) {
    host.addController(this);
  }

  start(): void {
    window.clearTimeout(this.timer);
    this.set(true);
    this.timer = window.setTimeout(() => this.set(false), SETTLES);
  }

  hostDisconnected(): void {
    window.clearTimeout(this.timer);
    this.set(false);
  }

  private set(active: boolean): void {
    this.active = active;
    this.host.toggleAttribute("settling", active);
    this.host.requestUpdate();
  }
}

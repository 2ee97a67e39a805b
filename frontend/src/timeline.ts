/** The phases of the plan from onset to recovery, and where the person is. */

import { html, nothing, type TemplateResult } from "lit";
import type { HomeAssistant } from "./hass";
import { phaseName, say } from "./texts";
import { along, fromThen, moment, share } from "./time";
import type { Person } from "./view";

const DAY = 86_400_000;
/** The share of each phase in the bar: only the end of ice is known. */
const WIDTHS = { ice: 50, heat: 30, recovery: 20 };

/** Return the timeline; nothing without an episode. */
export function timeline(hass: HomeAssistant, person: Person, now: number) {
  if (!person.onset || !person.heat_from || person.phase === "none") return nothing;
  const onset = Date.parse(person.onset);
  const heat = Date.parse(person.heat_from);
  const recovered = person.recovered ? Date.parse(person.recovered) : null;
  const iceEnd = recovered ? Math.min(heat, recovered) : heat;
  const done = {
    ice: share(now, onset, iceEnd),
    heat: recovered ? Number(recovered > heat) : along(now - heat, 4 * DAY),
    recovery: recovered ? along(now - recovered, 10 * DAY) : 0,
  };
  const at = (time: number) => moment(hass, time, now);
  const latest = recovered
    ? say(hass, "recovered_since", { time: at(recovered) })
    : now < heat
      ? say(hass, "heat_from", { time: at(fromThen(heat)) })
      : say(hass, "heat_since", { time: at(heat) });
  return html`<section class="timeline" aria-label=${say(hass, "plan")}>
    <ol>
      ${(["ice", "heat", "recovery"] as const).map((phase) =>
        segment(hass, phase, done[phase], phase === person.phase),
      )}
    </ol>
    <div class="ends">
      <span>${say(hass, "onset", { time: at(onset) })}</span>
      <span>${latest}</span>
    </div>
  </section>`;
}

function segment(
  hass: HomeAssistant,
  phase: "ice" | "heat" | "recovery",
  done: number,
  here: boolean,
): TemplateResult {
  const now = say(hass, "now");
  return html`<li
    class="${phase} ${here ? "here" : ""}"
    style="flex-grow: ${WIDTHS[phase]}"
    aria-current=${here ? "step" : nothing}
  >
    <span class="label">${phaseName(hass, phase)}</span>
    <span class="bar">
      <span class="done" style="inline-size: ${done * 100}%"></span>
      ${
        here
          ? html`<span class="marker" style="inset-inline-start: ${done * 100}%" title=${now}></span>`
          : nothing
      }
    </span>
  </li>`;
}

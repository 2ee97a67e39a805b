/** Pain over the last days as a line, with the spasms as marks under it. */

import { html, nothing, svg, type TemplateResult } from "lit";
import type { HomeAssistant } from "./hass";
import { say } from "./texts";
import { share, weekday } from "./time";
import type { Entry, Person } from "./view";

const DAY = 86_400_000;
export const DAYS = 7;

/** Return the picture of the last days. */
export function pain(hass: HomeAssistant, person: Person, entries: Entry[]): TemplateResult {
  const until = Date.parse(person.today.until);
  const since = until - DAYS * DAY;
  const x = (at: string) => share(Date.parse(at), since, until) * 100;
  const recent = entries.filter((entry) => Date.parse(entry.at) >= since);
  const levels = recent.filter((entry) => entry.kind === "pain");
  const spasms = recent.filter((entry) => entry.kind === "spasm");
  const points = levels.map((entry) => ({ x: x(entry.at), y: 44 - entry.level * 4 }));
  const latest = levels.at(-1);
  const told = say(hass, "pain_told", {
    days: DAYS,
    levels: levels.map((entry) => entry.level).join(", ") || "–",
    spasms: spasms.length,
  });
  return html`<section class="pain">
    <h3>
      <span>${say(hass, "pain")}</span>
      <span class="aside">${person.pain === null ? nothing : html`<b>${person.pain}</b>/10`}</span>
    </h3>
    <div class="chart" role="img" aria-label=${told}>
      <svg viewBox="0 0 100 60" preserveAspectRatio="none" aria-hidden="true">
        ${[0, 5, 10].map(
          (level) =>
            svg`<line class="grid" x1="0" x2="100" y1=${44 - level * 4} y2=${44 - level * 4}></line>`,
        )}
        ${spasms.map((entry) => {
          const at = x(entry.at);
          const height = 3 + (entry.intensity ?? 5) * 0.8;
          return svg`<line class="spasm" x1=${at} x2=${at} y1="60" y2=${60 - height}></line>`;
        })}
        <polyline points=${points.map((point) => `${point.x},${point.y}`).join(" ")}></polyline>
      </svg>
      ${
        latest
          ? html`<span
              class="dot"
              style="inset-inline-start: ${x(latest.at)}%; inset-block-start: ${((44 - latest.level * 4) / 60) * 100}%"
            ></span>`
          : nothing
      }
    </div>
    <div class="days" aria-hidden="true">
      ${Array.from({ length: DAYS }, (_, day) => html`<span>${weekday(hass, since + (day + 0.5) * DAY)}</span>`)}
    </div>
  </section>`;
}

/** The pain of the last days as a line, with spasms as marks and sessions as counts below. */

import { html, nothing, svg, type TemplateResult } from "lit";
import type { HomeAssistant } from "./hass";
import { hadSession } from "./notes";
import { choice, say } from "./texts";
import { moment, share, weekday } from "./time";
import type { Entry, Person } from "./view";

const DAY = 86_400_000;
export const DAYS = 7;

/** Return the picture of the last days. */
export function pain(
  hass: HomeAssistant,
  person: Person,
  entries: Entry[],
  now: number,
): TemplateResult {
  const until = Date.parse(person.today.until);
  const since = until - DAYS * DAY;
  const x = (at: string) => share(Date.parse(at), since, until) * 100;
  const recent = entries.filter((entry) => Date.parse(entry.at) >= since);
  const levels = recent.filter((entry) => entry.kind === "pain");
  const spasms = recent.filter((entry) => entry.kind === "spasm");
  const points = levels.map((entry) => ({ x: x(entry.at), y: 44 - entry.level * 4 }));
  const latest = levels.at(-1);
  const label = say(hass, "pain_told", {
    days: DAYS,
    levels: levels.map((entry) => entry.level).join(", ") || "–",
    spasms: spasms.length,
  });
  return html`<section class="pain">
    <h3 data-more="sensor.pain_level">
      <span>${say(hass, "pain")}</span>
      <span class="aside">${level(hass, person, now)}</span>
    </h3>
    <div class="chart" role="img" aria-label=${label}>
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
    ${sessions(hass, recent, since)} ${avoided(hass, person)}
  </section>`;
}

/** Return the level of pain, with its time unless that is today. */
function level(hass: HomeAssistant, { pain, pain_at: at, today }: Person, now: number) {
  if (pain === null) return nothing;
  const logged = at ? Date.parse(at) : now;
  const when = logged < Date.parse(today.since) ? `, ${moment(hass, logged, now)}` : "";
  return html`<b>${pain}</b>/10${when}`;
}

/** Return the number of sessions of ice and heat on each day, which claims no effect (R10). */
function sessions(hass: HomeAssistant, entries: Entry[], since: number) {
  const had = (["ice", "heat"] as const)
    .map((therapy) => {
      const counts = Array.from({ length: DAYS }, () => 0);
      for (const entry of entries) {
        if (hadSession(entry)?.therapy !== therapy) continue;
        const day = Math.floor((Date.parse(entry.at) - since) / DAY);
        if (counts[day] !== undefined) counts[day] += 1;
      }
      const total = counts.reduce((sum, count) => sum + count, 0);
      return { therapy, counts, total, name: choice(hass, "therapy", therapy) };
    })
    .filter(({ total }) => total);
  if (!had.length) return nothing;
  const names = had.map(({ name, total }) => `${name} ${total}×`).join(", ");
  return html`<div
    class="counts"
    role="img"
    aria-label=${say(hass, "sessions_had", { days: DAYS, sessions: names })}
  >
    ${had.map(
      ({ therapy, counts, name }) => html`<div class="days ${therapy}" title=${name}>
        ${counts.map((count) => html`<span>${count ? html`<i></i>${count}×` : nothing}</span>`)}
      </div>`,
    )}
  </div>`;
}

/** Return the activities that raise the pain, to be avoided (R10). */
function avoided(hass: HomeAssistant, { avoid }: Person) {
  if (!avoid.length) return nothing;
  const names = avoid.map(({ activity, count }) => `${activity} (${count}×)`).join(", ");
  return html`<p class="avoid">${say(hass, "avoid", { names })}</p>`;
}

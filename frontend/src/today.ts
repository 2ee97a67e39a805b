/** Today's sessions as a strip, with the rests after them. */

import { html, nothing, type TemplateResult } from "lit";
import type { HomeAssistant } from "./hass";
import { choice, say } from "./texts";
import { hour, share, timeOfDay, wordsOf } from "./time";
import type { Entry, Person, Therapy } from "./view";

interface Block {
  from: number;
  to: number;
  kind: string;
  title: string;
}

/** Return the strip. */
export function today(
  hass: HomeAssistant,
  person: Person,
  entries: Entry[],
  now: number,
): TemplateResult {
  const since = Date.parse(person.today.since);
  const until = Date.parse(person.today.until);
  const blocks = blocksOf(hass, person, entries, now).filter(
    (block) => block.to > since && block.from < until,
  );
  const sessions = blocks.filter((block) => block.kind !== "rest");
  const totals = (["ice", "heat"] as const)
    .filter((therapy) => person.today[therapy] >= 60)
    .map(
      (therapy) =>
        `${choice(hass, "therapy", therapy)} ${minutes(hass, person.today[therapy] * 1000)}`,
    );
  return html`<section class="today">
    <h3>
      <span>${say(hass, "today")}</span>
      <span class="aside">${totals.join(" · ")}</span>
    </h3>
    <div
      class="strip"
      role="img"
      aria-label=${sessions.map((block) => block.title).join(", ") || say(hass, "nothing_today")}
    >
      ${blocks.map((block) => bar(block, since, until))}
      <span class="now" style="inset-inline-start: ${share(now, since, until) * 100}%"></span>
    </div>
    <div class="hours" aria-hidden="true">
      ${[0, 1, 2, 3].map((at) => html`<span>${hour(hass, since + (at / 4) * (until - since))}</span>`)}
    </div>
    ${sessions.length ? nothing : html`<p class="aside">${say(hass, "nothing_today")}</p>`}
  </section>`;
}

/** Return a duration in minutes, as people say it. */
export function minutes(
  hass: HomeAssistant,
  duration: number,
  unitDisplay: "short" | "long" = "short",
): string {
  const format = { style: "unit", unit: "minute", unitDisplay } as const;
  return new Intl.NumberFormat(wordsOf(hass), format).format(Math.floor(duration / 60_000));
}

function bar({ from, to, kind, title }: Block, since: number, until: number): TemplateResult {
  const start = share(from, since, until) * 100;
  const width = share(to, since, until) * 100 - start;
  return html`<span
    class="block ${kind}"
    style="inset-inline-start: ${start}%; inline-size: ${width}%"
    title=${title}
  ></span>`;
}

function blocksOf(hass: HomeAssistant, person: Person, entries: Entry[], now: number): Block[] {
  const blocks: Block[] = [];
  const rest = (therapy: Therapy, from: number) => {
    const to = from + (person.rests[therapy] ?? 0) * 1000;
    if (to > from) {
      const title = say(hass, "rest_until", { time: timeOfDay(hass, to) });
      blocks.push({ from, to, kind: "rest", title });
    }
  };
  const session = (therapy: Therapy, from: number, to: number) => {
    const title = `${choice(hass, "therapy", therapy)} ${timeOfDay(hass, from)}–${timeOfDay(hass, to)}`;
    blocks.push({ from, to, kind: therapy, title });
  };
  for (const entry of entries) {
    if (entry.kind === "exposure") rest(entry.therapy, Date.parse(entry.ended));
  }
  for (const entry of entries) {
    if (entry.kind === "session")
      session(entry.therapy, Date.parse(entry.at), Date.parse(entry.ended));
  }
  const running = person.session;
  if (running) session(running.therapy, Date.parse(running.started), now);
  return blocks;
}

/** A person's session as one row of buttons, which fits into a tile. */

import { html, nothing, type TemplateResult } from "lit";
import type { HomeAssistant } from "./hass";
import { ICONS } from "./icons";
import { sentence } from "./step";
import { choice, refusal, refusedShortly, say } from "./texts";
import { minutes } from "./today";
import { EXTENSION, type Offer, type Person, type Session, type Therapy } from "./view";

const MINUTE = 60_000;
/** Lengths to choose from besides the one that is offered, in minutes: a tile has room for a few. */
const LENGTHS = [10, 15, 20, 30];
/** The steps in which a length can be chosen. */
const OFFERS = ["no_episode", "use_ice", "use_heat", "stretch"];

/** What the buttons do. */
export interface Commands {
  start(therapy: Therapy, fields?: { duration?: number }): void;
  pause(): void;
  resume(): void;
  stop(): void;
  longer(seconds: number): void;
  acknowledge(): void;
  explain(why: string): void;
}

/** Return the buttons of the running session, or what may start, or why nothing may. */
export function compact(
  hass: HomeAssistant,
  person: Person,
  now: number,
  commands: Commands,
): TemplateResult {
  const { session } = person;
  if (session) return running(hass, person, session, commands);
  const therapy = person.therapy ?? "ice";
  const offer = person.offers.find((each) => each.therapy === therapy);
  const first = OFFERS.includes(person.next_step.state) && !person.ended && !offer?.rests_until;
  return html`<div class="row" role="group" aria-label=${choice(hass, "therapy", therapy)}>
    ${
      first && offer?.length && !person.read_only
        ? lengths(hass, offer, commands)
        : instead(hass, person, offer, now, commands)
    }
  </div>`;
}

function running(hass: HomeAssistant, person: Person, session: Session, commands: Commands) {
  const { finishes_at, longer, therapy } = session;
  const more = minutes(hass, EXTENSION * 1000);
  return html`<div class="row" role="group" aria-label=${choice(hass, "therapy", therapy)}>
    ${
      person.read_only
        ? nothing
        : finishes_at
          ? icon(say(hass, "pause"), "mdi:pause", commands.pause)
          : icon(say(hass, "resume"), "mdi:play", commands.resume)
    }
    ${icon(say(hass, "stop"), "mdi:stop", commands.stop)}
    ${
      longer && !person.read_only
        ? html`<button type="button" @click=${() => commands.longer(EXTENSION)}>+${more}</button>`
        : nothing
    }
  </div>`;
}

function lengths(hass: HomeAssistant, offer: Offer, commands: Commands) {
  const { length, at_most, therapy } = offer;
  const others = LENGTHS.filter((each) => each * 60 !== length && each * 60 <= (at_most ?? 0));
  return html`${start(hass, offer, commands)}
  ${others.map((each) => {
    const label = named(hass, therapy, each * MINUTE);
    const begin = () => commands.start(therapy, { duration: each * 60 });
    return html`<button type="button" aria-label=${label} @click=${begin}>
      ${minutes(hass, each * MINUTE)}
    </button>`;
  })}`;
}

/** Return the next step, and beside it what is offered or to be acknowledged. */
function instead(
  hass: HomeAssistant,
  person: Person,
  offer: Offer | undefined,
  now: number,
  commands: Commands,
) {
  const { ended, next_step: next, read_only } = person;
  const refused = offer?.refused;
  const text =
    refused && OFFERS.includes(next.state)
      ? refusedShortly(hass, refused, now)
      : sentence(hass, person, now);
  const line = refused
    ? html`<button
        type="button"
        class="text"
        @click=${() => commands.explain(refusal(hass, refused, now))}
      >
        ${text}
      </button>`
    : html`<p class="text">${text}</p>`;
  if (read_only) return line;
  if (ended) {
    return html`${line}
      <button type="button" @click=${commands.acknowledge}>${hass.localize("ui.common.ok")}</button>`;
  }
  return html`${line} ${offer?.length ? start(hass, offer, commands) : nothing}`;
}

function start(hass: HomeAssistant, { therapy, length }: Offer, commands: Commands) {
  const offered = (length ?? 0) * 1000;
  const label = named(hass, therapy, offered);
  return html`<button
    type="button"
    class="start"
    aria-label=${label}
    @click=${() => commands.start(therapy)}
  >
    <ha-icon icon=${ICONS[therapy]}></ha-icon>${minutes(hass, offered)}
  </button>`;
}

function named(hass: HomeAssistant, therapy: Therapy, length: number): string {
  const name = choice(hass, "therapy", therapy);
  // The name contains the text on the button, for people who control the screen by voice.
  return `${say(hass, "start", { therapy: name })}, ${minutes(hass, length)}`;
}

function icon(label: string, shown: string, pressed: () => void) {
  return html`<button type="button" aria-label=${label} title=${label} @click=${pressed}>
    <ha-icon icon=${shown}></ha-icon>
  </button>`;
}

/** The main part of the card: the running session, or what may start. */

import { html, nothing, type TemplateResult } from "lit";
import "./ring";
import type { HomeAssistant } from "./hass";
import { ICONS } from "./icons";
import { choice, common, refusedShortly, say } from "./texts";
import { fromThen, timeOfDay } from "./time";
import { minutes } from "./today";
import {
  EXTENSION,
  type Offer,
  type Person,
  type Refused,
  type Session,
  type Therapy,
} from "./view";

const MINUTE = 60_000;
/** Lengths to choose from besides the one that is offered, in minutes. */
const LENGTHS = [5, 10, 15, 20, 30];

/** What the buttons do. */
export interface Commands {
  start(therapy: Therapy, fields?: { duration?: number; without_pad?: boolean }): void;
  pause(): void;
  resume(): void;
  stop(): void;
  longer(seconds: number): void;
  newEpisode(): void;
  explain(therapy: Therapy, refused: Refused): void;
}

/** Return the running session with its countdown, and what may replace it. */
export function running(
  hass: HomeAssistant,
  person: Person,
  session: Session,
  { ahead, now }: { ahead: number; now: number },
  commands: Commands,
): TemplateResult {
  const ends = session.finishes_at ? Date.parse(session.finishes_at) : 0;
  const therapy = choice(hass, "therapy", session.therapy);
  const lapses = session.lapses_at ? timeOfDay(hass, fromThen(Date.parse(session.lapses_at))) : "";
  const caption = ends
    ? say(hass, "until", { time: timeOfDay(hass, fromThen(ends)) })
    : say(hass, "paused", { time: lapses });
  const may = !person.read_only;
  const offers = person.offers.filter((offer) => offer.length);
  return html`<section class="hero ${session.therapy} ${ends ? "" : "still"}" aria-label=${therapy}>
    <h2>${therapy}</h2>
    <backcare-ring
      data-more="timer.session"
      .finishesAt=${ends}
      .remaining=${session.remaining * 1000}
      .length=${session.length * 1000}
      .ahead=${ahead}
      .caption=${caption}
      .spoken=${(left: number) => say(hass, "left", { therapy, time: minutes(hass, left * MINUTE, "long") })}
    ></backcare-ring>
    ${ends ? caution(hass, session) : nothing}
    <div class="buttons">
      ${
        may
          ? ends
            ? button(hass, "pause", "mdi:pause", "filled", commands.pause)
            : button(hass, "resume", "mdi:play", "accent", commands.resume)
          : nothing
      }
      ${button(hass, "stop", "mdi:stop", "filled", commands.stop, "danger")}
      ${
        may && session.longer
          ? html`<ha-button
              data-key="longer"
              appearance="plain"
              @click=${() => commands.longer(EXTENSION)}
              >+${minutes(hass, EXTENSION * 1000)}</ha-button
            >`
          : nothing
      }
    </div>
    ${session.on_pad ? padState(hass, person) : nothing}
    ${tiles(hass, person, offers, now, commands)}
  </section>`;
}

/** Return the safety words while ice or heat runs (R15). */
function caution(hass: HomeAssistant, { therapy, on_pad }: Session) {
  if (therapy !== "ice" && therapy !== "heat") return nothing;
  const text = common(hass, `care_start_${therapy}${on_pad ? "_pad" : ""}`);
  return html`<p class="caution">${text}</p>`;
}

function padState(hass: HomeAssistant, { pad }: Person) {
  if (!pad) return nothing;
  const { entity_id, name, on, takes_back: back } = pad;
  return html`<p class="aside" data-more=${entity_id}>
    ${on ? say(hass, "pad_on", { name }) : say(hass, "pad_off", { name })}
    ${back ? html`<strong>${common(hass, "plug_takes_offs_back", back)}</strong>` : nothing}
  </p>`;
}

/** Return what may start: the phase's own therapy large, all others small. */
export function offers(hass: HomeAssistant, person: Person, now: number, commands: Commands) {
  if (person.read_only) return nothing;
  if (person.phase === "none") return beginnings(hass, person, now, commands);
  // The rest of an application is shown small: next in the plan is the pause.
  const first = person.offers.find(
    (offer) => offer.therapy === person.therapy && !offer.rests_until,
  );
  const others = person.offers.filter((offer) => offer !== first);
  return html`<section class="hero ${first?.therapy ?? ""}">
    ${first ? html`${offered(hass, person, first, "big", now, commands)}${ways(hass, first, commands)}` : nothing}
    ${person.pad && person.therapy === "heat" ? padState(hass, person) : nothing}
    ${tiles(hass, person, others, now, commands)}
  </section>`;
}

/** Return what a person without an episode may start: ice is one tap away. */
function beginnings(hass: HomeAssistant, person: Person, now: number, commands: Commands) {
  const ice = person.offers.find((offer) => offer.therapy === "ice");
  return html`<section class="hero none">
    ${ice ? offered(hass, person, ice, ice.length ? "big" : "tile", now, commands) : nothing}
    <div class="tiles">
      <button type="button" class="tile" @click=${commands.newEpisode}>
        <ha-icon icon="mdi:calendar-plus"></ha-icon>
        <span>${say(hass, "menu_episode")}<small>${say(hass, "no_episode")}</small></span>
      </button>
    </div>
  </section>`;
}

/** Return other lengths of an offer, and heat without the pad. */
function ways(hass: HomeAssistant, { therapy, length, at_most, without_pad }: Offer, to: Commands) {
  const most = (at_most ?? 0) / 60;
  const lengths = LENGTHS.filter((each) => each <= most && each * 60 !== length);
  if (!lengths.length && !without_pad) return nothing;
  return html`<div class="ways" role="group" aria-label=${choice(hass, "therapy", therapy)}>
    ${lengths.map(
      (each) => html`<button
        type="button"
        class="chip"
        @click=${() => to.start(therapy, { duration: each * 60 })}
      >
        ${minutes(hass, each * MINUTE)}
      </button>`,
    )}
    ${
      without_pad
        ? html`<button
            type="button"
            class="chip"
            @click=${() => to.start(therapy, { without_pad: true })}
          >
            ${say(hass, "without_pad")}
          </button>`
        : nothing
    }
  </div>`;
}

function tiles(
  hass: HomeAssistant,
  person: Person,
  shown: Offer[],
  now: number,
  commands: Commands,
) {
  if (!shown.length || person.read_only) return nothing;
  return html`<div class="tiles">
    ${shown.map((offer) => offered(hass, person, offer, "tile", now, commands))}
  </div>`;
}

function offered(
  hass: HomeAssistant,
  person: Person,
  offer: Offer,
  size: "big" | "tile",
  now: number,
  commands: Commands,
): TemplateResult {
  const { therapy, length, refused } = offer;
  const name = choice(hass, "therapy", therapy);
  const label = size === "big" && !refused ? say(hass, "start", { therapy: name }) : name;
  // In an emergency, no time would allow it.
  const shortly = () =>
    person.doctor === "emergency" ? say(hass, "refused") : refusedShortly(hass, refused!, now);
  const detail = refused ? shortly() : minutes(hass, (length ?? 0) * 1000);
  return html`<button
    type="button"
    class="${size} ${therapy} ${refused ? "refused" : ""}"
    @click=${() => (refused ? commands.explain(therapy, refused) : commands.start(therapy))}
  >
    <ha-icon icon=${ICONS[therapy]}></ha-icon>
    <span>${label}<small>${detail}</small></span>
  </button>`;
}

/** Return one of Home Assistant's buttons. */
export function button(
  hass: HomeAssistant,
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
    <ha-icon slot="start" icon=${icon}></ha-icon>${say(hass, key)}
  </ha-button>`;
}

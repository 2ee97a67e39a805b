/** What is asked or told beside the session, one thing at a time: it never stands before a start. */

import { html, nothing } from "lit";
import type { HomeAssistant } from "./hass";
import { common, say } from "./texts";
import type { Entry, Person } from "./view";

/** A shorter run was a mistap: nothing stands beside the pain. */
const HAD = 60;

/** Return the session that an entry is of, unless it was a mistap. */
export function hadSession(entry: Entry) {
  return entry.kind === "session" && entry.used >= HAD ? entry : undefined;
}

/** Return the first part of who should ask before ice or heat that was not read yet (R14). */
export function toRead({ unread, offers, read_only: readOnly, private: hidden }: Person) {
  if (readOnly || hidden) return undefined;
  const heat = offers.find((offer) => offer.therapy === "heat");
  // The last part comes before the first heat, and no sooner.
  const early = ["heat_too_early", "no_episode"].includes(heat?.refused?.reason ?? "");
  return unread.find((part) => part !== "patch_or_drowsy" || !early);
}

/** Return a part of that, to be read once: a second tap was not meant for the next. */
export function precaution(hass: HomeAssistant, part: string, settling: boolean, read: () => void) {
  return html`<section class="note" aria-label=${say(hass, "question")} ?inert=${settling}>
    <p>${common(hass, `care_ask_${part}`)}</p>
    <button type="button" class="chip" @click=${read}>${hass.localize("ui.common.ok")}</button>
  </section>`;
}

/** Return whether to ask for the pain: once a day, after a session, until it was said (R10). */
export function asksForPain(person: Person, entries: Entry[]): boolean {
  if (person.read_only || person.private || person.session || person.phase === "none") return false;
  const since = Date.parse(person.today.since);
  const ends = entries.map((entry) => Date.parse(hadSession(entry)?.ended ?? ""));
  const first = Math.min(...ends.filter((end) => end >= since));
  return (
    Number.isFinite(first) &&
    !entries.some((entry) => entry.kind === "pain" && Date.parse(entry.at) >= first)
  );
}

/** Return that question as a chip. */
export function painNow(hass: HomeAssistant, pressed: () => void) {
  return html`<button type="button" class="chip ask" @click=${pressed}>
    <ha-icon icon="mdi:emoticon-sad-outline"></ha-icon>${say(hass, "pain_now")}
  </button>`;
}

/** Return what a doctor said otherwise than the plan. */
export function told(hass: HomeAssistant, { told: said, phase }: Person) {
  if (!said || phase === "none") return nothing;
  const hours = said.heat_after / 3600;
  return html`<p class="aside told">
    ${hours === 72 ? nothing : say(hass, "told_heat", { hours })}
    ${said.early_stretches ? say(hass, "told_stretches") : nothing}
  </p>`;
}

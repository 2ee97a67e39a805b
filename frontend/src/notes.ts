/** Questions and notes beside the session, one at a time; none of them blocks a start. */

import { html, nothing } from "lit";
import type { HomeAssistant } from "./hass";
import { common, say } from "./texts";
import type { Entry, Person } from "./view";

/** A session of fewer seconds was a mistap, and is not compared with the pain. */
const HAD = 60;

/** Return the session that an entry is of, unless it was a mistap. */
export function hadSession(entry: Entry) {
  return entry.kind === "session" && entry.used >= HAD ? entry : undefined;
}

/** Return the first precaution that was not read yet (R14). */
export function toRead({ unread, offers, read_only: readOnly, private: hidden }: Person) {
  if (readOnly || hidden) return undefined;
  const heat = offers.find((offer) => offer.therapy === "heat");
  // The last one is shown just before the first heat.
  const early = ["heat_too_early", "no_episode"].includes(heat?.refused?.reason ?? "");
  return unread.find((part) => part !== "patch_or_drowsy" || !early);
}

/** Return a precaution, to be read once; it ignores a second tap on the one before. */
export function precaution(hass: HomeAssistant, part: string, settling: boolean, read: () => void) {
  return html`<section class="note" aria-label=${say(hass, "question")} ?inert=${settling}>
    <p>${common(hass, `care_ask_${part}`)}</p>
    <button type="button" class="chip" @click=${read}>${hass.localize("ui.common.ok")}</button>
  </section>`;
}

/** Return whether to ask for the pain: after a session, until it was logged that day (R10). */
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

/** Return where advice of a doctor replaces the plan. */
export function doctorsAdvice(hass: HomeAssistant, { told_otherwise: said, phase }: Person) {
  if (!said || phase === "none") return nothing;
  const hours = said.heat_after / 3600;
  const heat = hours ? say(hass, "told_heat", { hours }) : say(hass, "told_heat_first");
  return html`<p class="aside doctor">
    ${hours === 72 ? nothing : heat}
    ${said.early_stretches ? say(hass, "told_stretches") : nothing}
  </p>`;
}

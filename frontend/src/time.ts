/** Times as people read them, and as bars show them, in milliseconds as in Date.now(). */

import type { HomeAssistant } from "./hass";

const DAY = 86_400_000;
const MINUTE = 60_000;

/** The languages of the texts: any other one has English texts. */
const TEXTS = ["de", "en", "es", "fr", "nl"];

/** Return the language of the words of a time or a length: the one of the texts around them. */
export function wordsOf({ locale: { language } }: HomeAssistant): string {
  return TEXTS.includes(language.split("-", 1)[0] ?? "") ? language : "en";
}

function zone(hass: HomeAssistant): string | undefined {
  return hass.locale.time_zone === "server" ? hass.config.time_zone : undefined;
}

function format(hass: HomeAssistant, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const { time_format, language } = hass.locale;
  const timeZone = zone(hass);
  const words = wordsOf(hass);
  if (!options.hour) return new Intl.DateTimeFormat(words, { timeZone, ...options });
  // The system decides on the clock only, not on the language; and so does a language without texts.
  const habit = time_format === "system" ? undefined : language;
  const own = new Intl.DateTimeFormat(habit, { hour: "numeric" }).resolvedOptions().hour12;
  const hour12 = time_format === "12" || (time_format !== "24" && own);
  const clock = hour12
    ? ({ hour: "numeric", hourCycle: "h12" } as const)
    : ({ hour: "2-digit", hourCycle: "h23" } as const);
  return new Intl.DateTimeFormat(words, { timeZone, ...options, ...clock });
}

/** Return the time of day. */
export function timeOfDay(hass: HomeAssistant, at: number): string {
  return format(hass, { hour: "numeric", minute: "2-digit" }).format(at);
}

/** Return an hour for an axis. */
export function hour(hass: HomeAssistant, at: number): string {
  return format(hass, { hour: "numeric" }).format(at);
}

/** Return a short day of the week. */
export function weekday(hass: HomeAssistant, at: number): string {
  return format(hass, { weekday: "short" }).format(at);
}

/** Return a time, with its day unless that is today. */
export function moment(hass: HomeAssistant, at: number, now: number): string {
  const date = format(hass, { year: "numeric", month: "numeric", day: "numeric" });
  if (date.format(at) === date.format(now)) return timeOfDay(hass, at);
  const day =
    Math.abs(at - now) < 6 * DAY
      ? ({ weekday: "short" } as const)
      : ({ day: "numeric", month: "short" } as const);
  return format(hass, { ...day, hour: "numeric", minute: "2-digit" }).format(at);
}

/** Return the next whole minute: a time that is rounded down would still be refused. */
export function fromThen(at: number): number {
  return Math.ceil(at / MINUTE) * MINUTE;
}

/** Return a countdown in minutes and seconds, rounded up to a second. */
export function countdown(remaining: number): string {
  const seconds = Math.ceil(Math.max(0, remaining) / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** Return the remaining minutes, rounded up. */
export function minutesLeft(remaining: number): number {
  return Math.ceil(Math.max(0, remaining) / MINUTE);
}

/** Return the place of a time between two others, from 0 to 1. */
export function share(at: number, from: number, to: number): number {
  return Math.min(1, Math.max(0, (at - from) / (to - from)));
}

/** Return the progress of something without a known end, which never reaches 1. */
export function along(elapsed: number, half: number): number {
  return elapsed <= 0 ? 0 : elapsed / (elapsed + half);
}

/** Return a time for a form, such as "2026-11-22 07:30:00", in the zone that the user has chosen. */
export function toForm(hass: HomeAssistant, at: number): string {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone(hass),
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  }).formatToParts(at);
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? "";
  return `${part("year")}-${part("month")}-${part("day")} ${part("hour")}:${part("minute")}:00`;
}

/** Return the time of a form for an action; without a zone, it is in Home Assistant's zone. */
export function fromForm(hass: HomeAssistant, text: string): string {
  return zone(hass) ? text : new Date(text.replace(" ", "T")).toISOString();
}

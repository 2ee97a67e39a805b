/** Time as people read it, and as bars show it. Instants are milliseconds, as Date.now() gives them. */

import type { HomeAssistant } from "./hass";

const DAY = 86_400_000;
const MINUTE = 60_000;

function zone(hass: HomeAssistant): string | undefined {
  return hass.locale.time_zone === "server" ? hass.config.time_zone : undefined;
}

function format(hass: HomeAssistant, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const { time_format, language } = hass.locale;
  const timeZone = zone(hass);
  if (!options.hour) return new Intl.DateTimeFormat(language, { timeZone, ...options });
  // The system has a say in the clock alone, not in the language.
  const habit = time_format === "system" ? undefined : language;
  const own = new Intl.DateTimeFormat(habit, { hour: "numeric" }).resolvedOptions().hour12;
  const hour12 = time_format === "12" || (time_format !== "24" && own);
  const clock = hour12
    ? ({ hour: "numeric", hourCycle: "h12" } as const)
    : ({ hour: "2-digit", hourCycle: "h23" } as const);
  return new Intl.DateTimeFormat(language, { timeZone, ...options, ...clock });
}

/** Return the time of day. */
export function timeOfDay(hass: HomeAssistant, at: number): string {
  return format(hass, { hour: "numeric", minute: "2-digit" }).format(at);
}

/** Return an hour as an axis names it. */
export function hour(hass: HomeAssistant, at: number): string {
  return format(hass, { hour: "numeric" }).format(at);
}

/** Return a short day of the week. */
export function weekday(hass: HomeAssistant, at: number): string {
  return format(hass, { weekday: "short" }).format(at);
}

/** Return a time as short as it can be understood: with the day unless it is today's. */
export function moment(hass: HomeAssistant, at: number, now: number): string {
  const date = format(hass, { year: "numeric", month: "numeric", day: "numeric" });
  if (date.format(at) === date.format(now)) return timeOfDay(hass, at);
  const day =
    Math.abs(at - now) < 6 * DAY
      ? ({ weekday: "short" } as const)
      : ({ day: "numeric", month: "short" } as const);
  return format(hass, { ...day, hour: "numeric", minute: "2-digit" }).format(at);
}

/** Return the whole minute from which something is so: told earlier, it would be refused still. */
export function fromThen(at: number): number {
  return Math.ceil(at / MINUTE) * MINUTE;
}

/** Return a countdown: minutes and seconds, a started second counting whole. */
export function countdown(remaining: number): string {
  const seconds = Math.ceil(Math.max(0, remaining) / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** Return whole minutes that are left, a started one counting whole. */
export function minutesLeft(remaining: number): number {
  return Math.ceil(Math.max(0, remaining) / MINUTE);
}

/** Return where between two instants another lies, from 0 to 1. */
export function share(at: number, from: number, to: number): number {
  return Math.min(1, Math.max(0, (at - from) / (to - from)));
}

/** Return how far along something without a known end is: it never arrives. */
export function along(elapsed: number, half: number): number {
  return elapsed <= 0 ? 0 : elapsed / (elapsed + half);
}

/** Return what a form shows of an instant: "2026-11-22 07:30:00" in the zone that the user reads times in. */
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

/** Return what an action takes of a form's time: without a zone it is in Home Assistant's. */
export function fromForm(hass: HomeAssistant, text: string): string {
  return zone(hass) ? text : new Date(text.replace(" ", "T")).toISOString();
}

import { describe, expect, it } from "vitest";
import {
  along,
  countdown,
  fromForm,
  fromThen,
  minutesLeft,
  moment,
  share,
  timeOfDay,
  toForm,
  weekday,
} from "../src/time";
import { minutes } from "../src/today";
import { hass } from "./shown";

const AT = Date.parse("2026-11-22T20:30:00Z");
const HOUR = 3_600_000;

it("says from when something is allowed no earlier than it is", () => {
  expect(fromThen(AT)).toBe(AT);
  expect(fromThen(AT + 1)).toBe(AT + 60_000);
});

it("takes the clock from the system where that is wanted, and the language from the user", () => {
  const german = hass({ language: "de", time_format: "system" });
  expect(weekday(german, AT)).toBe("So");
  expect(moment(german, AT, AT + 48 * HOUR)).toMatch(/^So\b/);
});

it("has the words of the texts around it, English where a language has none", () => {
  const italian = hass({ language: "it" });
  expect(moment(italian, AT, AT + 48 * HOUR)).toBe("Sun 21:30");
  expect(minutes(italian, HOUR / 4, "long")).toBe("15 minutes");
  expect(minutes(hass({ language: "es-419" }), HOUR / 4, "long")).toBe("15 minutos");
  // The clock stays that of the user's language.
  expect(timeOfDay(hass({ language: "it" }), AT)).toBe("21:30");
  expect(timeOfDay(hass({ language: "ko" }), AT).replace(/\s/g, " ")).toBe("9:30 PM");
});

describe("a time of day", () => {
  it.each([
    ["en-GB", "language", "21:30"],
    ["en-US", "language", "9:30 PM"],
    ["en-US", "24", "21:30"],
    ["de", "12", "9:30 PM"],
    ["de", "language", "21:30"],
  ])("is read in %s with clock %s as %s", (language, time_format, text) => {
    expect(timeOfDay(hass({ language, time_format }), AT).replace(/\s/g, " ")).toBe(text);
  });

  it("has two digits of an hour where a day has 24, alone and with its day", () => {
    const early = Date.parse("2026-11-22T05:05:00Z");
    expect(timeOfDay(hass(), early)).toBe("06:05");
    expect(moment(hass(), early, early + 48 * HOUR)).toBe("Sun 06:05");
    expect(timeOfDay(hass({ language: "en-US" }), early).replace(/\s/g, " ")).toBe("6:05 AM");
  });

  it("follows Home Assistant's zone", () => {
    expect(timeOfDay(hass({}, "America/New_York"), AT)).toBe("15:30");
  });
});

describe("a moment", () => {
  it("names the day unless it is today, in the zone that is shown", () => {
    expect(moment(hass(), AT, AT + HOUR)).toBe("21:30");
    expect(moment(hass(), AT, AT + 4 * HOUR)).toBe("Sun 21:30");
    expect(moment(hass(), AT, AT + 24 * 7 * HOUR)).toBe("22 Nov, 21:30");
  });
});

describe("a countdown", () => {
  it.each([
    [15 * 60_000, "15:00"],
    [59_001, "1:00"],
    [1, "0:01"],
    [0, "0:00"],
    [-5_000, "0:00"],
    [240 * 60_000, "240:00"],
  ])("of %d ms shows %s", (remaining, text) => {
    expect(countdown(remaining)).toBe(text);
  });

  it("counts a started minute whole", () => {
    expect([60_001, 60_000, 1, 0].map(minutesLeft)).toEqual([2, 1, 1, 0]);
  });
});

it("a share lies between nothing and all", () => {
  expect([-1, 0, 5, 10, 11].map((at) => share(at, 0, 10))).toEqual([0, 0, 0.5, 1, 1]);
});

it("what has no known end never arrives", () => {
  expect(along(-1, 4)).toBe(0);
  expect(along(4, 4)).toBe(0.5);
  expect(along(4000, 4)).toBeLessThan(1);
});

describe("the time of a form", () => {
  it("is in Home Assistant's zone, as the action takes it", () => {
    expect(toForm(hass(), AT)).toBe("2026-11-22 21:30:00");
    expect(fromForm(hass(), "2026-11-22 21:30:00")).toBe("2026-11-22 21:30:00");
  });

  it("comes back the same where the browser's zone is shown", () => {
    const local = hass({ time_zone: "local" });
    expect(fromForm(local, toForm(local, AT))).toBe(new Date(AT).toISOString());
  });
});

import { describe, expect, it } from "vitest";
import type { HomeAssistant } from "../src/hass";
import { answered, asked } from "../src/instants";

const HASS = {
  locale: { language: "en-GB", time_format: "language", time_zone: "server" },
  config: { time_zone: "Europe/Berlin" },
} as HomeAssistant;
const OPENED = Date.parse("2026-11-22T20:30:25.500Z");
const SHOWN = "2026-11-22 21:30:00";
const MINUTE = 60_000;

describe("a time that was left as it was asked", () => {
  it.each([
    ["is the instant at which it was asked", 7 * MINUTE, "2026-11-22T20:30:25.500Z"],
    ["is never later than now", -1, undefined],
  ])("%s", (_name, later, at) => {
    const told = answered(HASS, asked(HASS, OPENED), SHOWN, OPENED + later, null);
    expect(told).toBe(at);
  });
});

describe("a time that was set by hand", () => {
  it("is in the zone in which it was read", () => {
    const told = answered(HASS, asked(HASS, OPENED), "2026-11-22 21:15:00", OPENED, null);
    expect(told).toBe("2026-11-22 21:15:00");
  });
});

describe("the minute of the onset", () => {
  it.each([
    ["set by hand", OPENED + 40 * MINUTE, "2026-11-22T20:30:50.123456+00:00"],
    ["asked a moment before it", OPENED, "2026-11-22T20:30:50.123456+00:00"],
  ])("%s is the onset", (_name, opened, onset) => {
    expect(answered(HASS, asked(HASS, opened), SHOWN, opened + MINUTE, onset)).toBe(onset);
  });

  it("is told to the second where it was asked after the onset", () => {
    const onset = "2026-11-22T20:30:10+00:00";
    const told = answered(HASS, asked(HASS, OPENED), SHOWN, OPENED + MINUTE, onset);
    expect(told).toBe("2026-11-22T20:30:25.500Z");
  });
});

import { expect, it } from "vitest";
import { meant, times } from "../src/when";
import { hass, markup } from "./shown";

/** Half past eight in the evening in Berlin. */
const NOW = Date.parse("2026-11-22T19:30:00Z");

it("means a time of where it is read", () => {
  expect(meant(hass(), "now", NOW)).toBe("2026-11-22 20:30:00");
  expect(meant(hass(), "morning", NOW)).toBe("2026-11-22 07:00:00");
  expect(meant(hass(), "evening", NOW)).toBe("2026-11-21 20:00:00");
  expect(meant(hass({}, "Pacific/Auckland"), "morning", NOW)).toBe("2026-11-23 07:00:00");
  expect(meant(hass(), "choose", NOW)).toBeUndefined();
});

it("offers no morning that is yet to come", () => {
  const shown = (now: number) =>
    markup(times(hass(), { when: "now", at: "", now, label: "When" }, () => undefined));
  expect(shown(NOW)).toContain("This morning");
  expect(shown(Date.parse("2026-11-22T05:59:00Z"))).not.toContain("This morning");
  expect(shown(Date.parse("2026-11-22T05:59:00Z"))).toContain("Yesterday evening");
});

it("has a field once another time is chosen, and takes no time that is to come", () => {
  const shown = (when: "now" | "choose") =>
    markup(
      times(hass(), { when, at: "2026-11-20 07:30:00", now: NOW, label: "When" }, () => undefined),
    );
  expect(shown("now")).not.toContain("datetime-local");
  expect(shown("choose")).toContain(".value=2026-11-20T07:30");
  expect(shown("choose")).toContain("max=2026-11-22T20:30");
});

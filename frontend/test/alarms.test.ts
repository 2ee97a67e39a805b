import { expect, it } from "vitest";
import { alarms, disconnected } from "../src/alarms";
import type { Person } from "../src/view";
import { anna, hass, markup } from "./shown";

const pad = { entity_id: "switch.pad", name: "Pad <1>", fault: true };
const UNPLUG = "Unplug the heating pad “Pad <1>” now";

function shown(person: Person): string {
  return markup(alarms(hass(), person, () => undefined));
}

it.each([
  ["emergency", "chest_pain", "Call emergency services now", false],
  ["urgent", "fever", "See a doctor today", true],
] as const)(
  "tells of a pad that heats on, and of what is %s, in their order",
  (doctor, flag, text, first) => {
    const both = shown(anna({ pad, doctor, red_flags: [flag] }));
    expect(both.match(/role="alert"/g)).toHaveLength(2);
    expect(both.indexOf(UNPLUG) < both.indexOf(text)).toBe(first);
    expect(both).toContain("Clear red flags");
  },
);

it.each([{ private: true, red_flags: [] }, { read_only: true }])(
  "says what to do, and lets nobody clear who may not: %o",
  (who) => {
    const alarm = shown(anna({ doctor: "emergency", red_flags: ["chest_pain"], ...who }));
    expect(alarm).toContain("Call emergency services now");
    expect(alarm).not.toContain("Clear red flags");
  },
);

it("has nothing to clear where it only takes too long", () => {
  const late = shown(anna({ doctor: "not_recovered" }));
  expect(late).toContain("no recovery in four weeks");
  expect(late).not.toContain("Clear red flags");
});

it("is silent where there is nothing to tell of", () => {
  expect(shown(anna({ pad: { ...pad, fault: false } })).trim()).toBe("");
});

it("says without a connection that the pad of a session is out of reach", () => {
  const session = {
    therapy: "heat",
    started: "2026-11-22T16:50:00Z",
    length: 1200,
    remaining: 1200,
    finishes_at: "2026-11-22T17:10:00Z",
    lapses_at: null,
  } as const;
  const text = "cannot be switched off from here";
  expect(markup(disconnected(hass(), anna({ pad, session })))).toContain(text);
  expect(markup(disconnected(hass(), anna({ pad })))).not.toContain(text);
  expect(markup(disconnected(hass(), anna({ session })))).not.toContain(text);
  expect(markup(disconnected(hass()))).toContain("No connection to Home Assistant");
});

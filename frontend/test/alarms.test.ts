import { expect, it } from "vitest";
import { alarms, disconnected, faults } from "../src/alarms";
import type { Person } from "../src/view";
import { anna, hass, heating, markup, view } from "./shown";

const pad = { entity_id: "switch.pad", name: "Pad <1>", on: true, fault: true, takes_back: null };
const UNPLUG = "Unplug the heating pad “Pad <1>” now";

function shown(person: Person, ...others: Person[]): string {
  return markup(alarms(hass(), person, view(person, ...others), () => undefined));
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

it("leads an emergency with calling, then the report, then clearing", () => {
  const alarm = shown(anna({ doctor: "emergency", red_flags: ["chest_pain"] }));
  const order = ['href="tel:112"', "Call 112", "Report for the doctor", "Clear red flags"];
  const places = order.map((text) =>
    alarm.replace(/href="tel:112"|href=tel:112/, order[0]!).indexOf(text),
  );
  expect(places).not.toContain(-1);
  expect(places).toEqual(places.toSorted((one, other) => one - other));
});

it("prints no number where none is known", () => {
  const person = anna({ doctor: "emergency", red_flags: ["chest_pain"] });
  const unknown = { ...view(person), emergency_number: null };
  expect(markup(alarms(hass(), person, unknown, () => undefined))).not.toContain("tel:");
});

it("calls nobody for what is no emergency", () => {
  expect(shown(anna({ doctor: "urgent", red_flags: ["fever"] }))).not.toContain("tel:");
});

it("tells of every pad of the house that heats on, and of a shared one once", () => {
  const greta = anna({ name: "Greta", pad: { ...pad, entity_id: "switch.other", name: "Sofa" } });
  const both = shown(anna({ pad }), greta, anna({ name: "Ben", pad: { ...pad, name: "Mine" } }));
  expect(both.match(/role="alert"/g)).toHaveLength(2);
  expect(both).toContain("“Sofa”");
  expect(both).toContain(UNPLUG);
});

it("tells of them beside somebody who is not set up just now, too", () => {
  const greta = anna({ name: "Greta", pad });
  const ben = { config_entry_id: "ben", name: "Ben", mine: true, loaded: false, private: false };
  const shown = markup(faults(hass(), [{ ...ben, loaded: false }, greta]));
  expect(shown).toContain(UNPLUG);
});

it("is silent where there is nothing to tell of", () => {
  expect(shown(anna({ pad: { ...pad, fault: false } })).trim()).toBe("");
});

it("says without a connection that the pad of a session is out of reach", () => {
  const session = heating();
  const text = "cannot be switched off from here";
  expect(markup(disconnected(hass(), anna({ pad, session })))).toContain(text);
  expect(markup(disconnected(hass(), anna({ pad })))).not.toContain(text);
  expect(markup(disconnected(hass(), anna({ session })))).not.toContain(text);
  expect(markup(disconnected(hass()))).toContain("No connection to Home Assistant");
});

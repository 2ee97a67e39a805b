import { expect, it } from "vitest";
import { step } from "../src/step";
import type { Ended, Person } from "../src/view";
import { anna, hass, markup } from "./shown";

const NOW = Date.parse("2026-11-22T17:00:00Z");
const pad = { entity_id: "switch.pad", name: "Pad", on: false, fault: false, takes_back: null };

function shown(person: Person): string {
  return markup(step(hass(), person, NOW, () => undefined)).replace(/\s+/g, " ");
}

function next(changed: Partial<Person["next_step"]>): Person["next_step"] {
  return { ...anna().next_step, ...changed };
}

it("says what is right now, with its time", () => {
  expect(shown(anna())).toContain("Ice if you want it: 15 minutes, in a cloth.");
  const rest = {
    text: "step_rest_ice",
    state: "rest",
    until: "2026-11-22T18:04:20Z",
    length: null,
  };
  // Told a minute early, it would be refused still.
  expect(shown(anna({ next_step: next(rest) }))).toContain("Rest from ice until 19:05.");
});

it("says when a pause ends without a day, also after midnight", () => {
  const paused = { text: "step_paused_ice", state: "paused", until: "2026-11-22T23:10:00Z" };
  expect(shown(anna({ next_step: next(paused) }))).toContain("It ends at 00:10 unless you go on.");
});

it.each(["call_emergency", "unplug_pad", "see_doctor_today"])("leaves %s to its alarm", (state) => {
  expect(shown(anna({ next_step: next({ state, text: `step_${state}` }) }))).toBe("");
});

it("says why a session was cut off", () => {
  const cut = anna({ next_step: next({ cut_off: "switched_off_by_hand" }) });
  expect(shown(cut)).toContain("The heating pad was switched off by hand.");
});

it.each<[string, Ended, Partial<Person>, string]>([
  [
    "ice",
    ended("ice", false),
    {},
    "Take the ice off now and look at your skin. Next ice from 19:00.",
  ],
  [
    "heat without the pad",
    ended("heat", false),
    {},
    "Take the heat off now and look at your skin.",
  ],
  ["the pad, once it is off", ended("heat", true), { pad }, "The pad is off. Take it away"],
  ["the pad, before", ended("heat", true), { pad: { ...pad, on: true } }, "Take the heat off now"],
  ["massage", ended("massage", false), {}, "The massage is over."],
])("says after %s what to do, until somebody says OK", (_, end, changed, text) => {
  const therapy = end.therapy;
  const next_step = next({ state: "take_off", therapy, until: "2026-11-22T18:00:00Z" });
  const said = shown(anna({ ended: end, next_step, ...changed }));
  expect(said).toContain(text);
  expect(said).toContain("<button");
  expect(shown(anna({ ended: end, next_step, ...changed, read_only: true }))).not.toContain(
    "<button",
  );
});

it("says nothing of a pad that is off while it is not", () => {
  const fault = { ...pad, on: true, fault: true, takes_back: null };
  const next_step = next({ state: "unplug_pad", text: "step_unplug_pad" });
  expect(shown(anna({ ended: ended("heat", true), pad: fault, next_step }))).toBe("");
});

function ended(therapy: Ended["therapy"], on_pad: boolean): Ended {
  return { therapy, event: "finished", at: "2026-11-22T17:00:00Z", on_pad };
}

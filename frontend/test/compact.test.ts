import { describe, expect, it } from "vitest";
import { type Commands, compact } from "../src/compact";
import type { Person } from "../src/view";
import { anna, hass, heating, markup, offer } from "./shown";

const NOW = Date.parse("2026-11-22T17:00:00Z");
const refused = { reason: "resting", allowed_from: "2026-11-22T18:00:00Z", placeholders: {} };
const waiting = offer("ice", { length: null, at_most: null, refused });
const resting = {
  state: "rest",
  text: "step_rest_ice",
  therapy: "ice",
  until: "2026-11-22T18:00:00Z",
  length: null,
  cut_off: null,
} as const;

function shown(changed: Partial<Person>): string {
  return markup(compact(hass(), anna(changed), NOW, {} as Commands)).replace(/\s+/g, " ");
}

function labels(changed: Partial<Person>): string[] {
  return [...shown(changed).matchAll(/aria-label=([^>]*?) (?:title|@click|>)/g)].map(
    ([, label]) => label ?? "",
  );
}

describe("what may start", () => {
  it("is the plan's own for as long as is offered, or for other lengths within the limits", () => {
    const found = labels({ offers: [offer("ice"), offer("walk")] });
    expect(found).toEqual(["Start: Ice, 15 mins", "Start: Ice, 10 mins", "Start: Ice, 20 mins"]);
  });

  it("is ice where there is no episode", () => {
    const next_step = { ...anna().next_step, state: "no_episode", text: "step_no_episode" };
    const none = { phase: "none", therapy: null, next_step, offers: [offer("ice")] } as const;
    expect(labels({ ...none, offers: [offer("ice")] })[0]).toBe("Start: Ice, 15 mins");
  });

  it("is what is left of an application, beside the rest that is next", () => {
    const left = offer("ice", { length: 300, at_most: 300, rests_until: resting.until });
    expect(labels({ next_step: resting, offers: [left] })).toEqual(["Start: Ice, 5 mins"]);
    expect(shown({ next_step: resting, offers: [left] })).toContain("Rest from ice until 19:00.");
  });

  it("is nothing where it is refused: the reason is a tap away", () => {
    const found = shown({ next_step: resting, offers: [waiting] });
    expect(labels({ next_step: resting, offers: [waiting] })).toEqual([]);
    expect(found).toMatch(/<button[^>]*class="text"/);
    expect(found).toContain("Rest from ice until 19:00.");
    const soon = { ...refused, reason: "heating_pad_in_use", allowed_from: null };
    const used = offer("ice", { length: null, at_most: null, refused: soon });
    expect(shown({ offers: [used] })).toContain("pad in use");
  });

  it("comes after what an alarm asks for", () => {
    const next_step = { ...resting, state: "unplug_pad", text: "step_unplug_pad", until: null };
    const found = shown({ next_step, offers: [offer("ice")] });
    expect(found.indexOf("Unplug it now.")).toBeGreaterThan(0);
    expect(found.indexOf("Unplug it now.")).toBeLessThan(found.indexOf("Start: Ice"));
  });

  it("waits until somebody has noticed the end of a session", () => {
    const ended = { therapy: "ice", event: "finished", at: "2026-11-22T17:00:00Z", on_pad: false };
    const found = shown({ ended, next_step: resting, offers: [waiting] } as Partial<Person>);
    expect(found).toContain("@click");
    expect(found).not.toContain("Start:");
  });

  it("is told, not offered, to whoever may only read", () => {
    const found = shown({ read_only: true, offers: [offer("ice")] });
    expect(found).not.toContain("<button");
    expect(found).toContain("Ice if you want it");
  });
});

describe("a session", () => {
  it("is paused, stopped and made longer", () => {
    const session = heating({ longer: true });
    expect(labels({ session })).toEqual(["Pause", "Stop"]);
    expect(shown({ session })).toContain("+5 mins");
    const paused = heating({ finishes_at: null });
    expect(labels({ session: paused })).toEqual(["Resume", "Stop"]);
    expect(shown({ session: paused })).not.toContain("+5");
  });

  it("is only stopped by whoever may only read", () => {
    const found = { session: heating({ longer: true }), read_only: true };
    expect(labels(found)).toEqual(["Stop"]);
    expect(shown(found)).not.toContain("+5");
  });
});

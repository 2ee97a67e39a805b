import { describe, expect, it, vi } from "vitest";
import type { Commands } from "../src/hero";
import type { Person } from "../src/view";
import { anna, hass, heating, markup, offer } from "./shown";

// It draws on what only a browser has.
vi.mock("../src/ring", () => ({}));
const { offers, running } = await import("../src/hero");

const NOW = Date.parse("2026-11-22T17:00:00Z");
const pad = {
  entity_id: "switch.pad",
  name: "Sofa pad",
  on: false,
  fault: false,
  takes_back: null,
};
const commands = {} as Commands;

function offered(person: Person): string {
  return markup(offers(hass(), person, NOW, commands)).replace(/\s+/g, " ");
}

describe("what may start", () => {
  it("is ice in one tap where there is no episode", () => {
    const shown = offered(anna({ phase: "none", therapy: null, offers: [offer("ice")] }));
    expect(shown).toMatch(/class="big ice/);
    expect(shown.indexOf("Start: Ice")).toBeLessThan(shown.indexOf("New episode"));
  });

  it("can take other lengths, as far as the limits go", () => {
    const shown = offered(anna({ offers: [offer("ice"), offer("walk")] }));
    const lengths = [...shown.matchAll(/class="chip".*?(\d+) mins/g)].map(([, each]) => each);
    expect(lengths).toEqual(["5", "10", "20"]);
  });

  it("is heat without the pad too, where there is one", () => {
    const heat = { phase: "heat", therapy: "heat", pad } as const;
    const shown = offered(anna({ ...heat, offers: [offer("heat", { without_pad: 1200 })] }));
    expect(shown).toContain("Without the pad");
    expect(shown).toContain("Sofa pad is off");
    const refused = { reason: "heating_pad_unavailable", allowed_from: null, placeholders: {} };
    const broken = offer("heat", { length: null, at_most: null, without_pad: 1200, refused });
    expect(offered(anna({ ...heat, offers: [broken] }))).toContain("Without the pad");
    expect(offered(anna({ ...heat, offers: [offer("heat")] }))).not.toContain("Without the pad");
  });

  it("says what a plug is worth that takes offs back", () => {
    const takes_back = { taken_back: 4, offs: 20 };
    const heat = { phase: "heat", therapy: "heat" } as const;
    const shown = offered(anna({ ...heat, offers: [offer("heat")], pad: { ...pad, takes_back } }));
    expect(shown).toContain("came back on after 4 of 20 offs");
    expect(offered(anna({ ...heat, offers: [offer("heat")], pad }))).not.toContain("came back on");
  });

  it("is small where it is what is left of an application", () => {
    const left = offer("ice", { length: 300, rests_until: "2026-11-22T18:00:00Z" });
    const shown = offered(anna({ offers: [left] }));
    expect(shown).not.toMatch(/class="big/);
    expect(shown).toMatch(/class="tile ice/);
  });

  it("is nothing for whoever may only read", () => {
    expect(offered(anna({ read_only: true, offers: [offer("ice")] }))).toBe("");
  });
});

describe("a session", () => {
  const shown = (person: Partial<Person>, session = heating()) =>
    markup(
      running(hass(), anna({ pad, ...person, session }), session, { ahead: 0, now: NOW }, commands),
    );

  it("says what to mind, and how the pad is", () => {
    const on_pad = shown({ pad: { ...pad, on: true } }, heating({ on_pad: true }));
    expect(on_pad).toContain("Pad on top, never under you.");
    expect(on_pad).toContain("Sofa pad is on");
    expect(shown({})).toContain("Warm, not hot.");
    expect(shown({})).not.toContain("Sofa pad");
  });

  it("can be made longer as far as the limits go, and by whoever may", () => {
    expect(shown({}, heating({ longer: true }))).toContain("+5 mins");
    expect(shown({}, heating())).not.toContain("+5");
    expect(shown({ read_only: true }, heating({ longer: true }))).not.toContain("+5");
  });

  it("looks still while it is paused", () => {
    expect(shown({}, heating({ finishes_at: null, lapses_at: "2026-11-22T17:20:00Z" }))).toContain(
      "heat still",
    );
    expect(shown({})).not.toContain("still");
  });
});

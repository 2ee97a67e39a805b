import { describe, expect, it } from "vitest";
import { pain } from "../src/pain";
import { timeline } from "../src/timeline";
import { today } from "../src/today";
import type { Entry, Person } from "../src/view";
import { anna, entry, hass, heating, markup, numbers } from "./shown";

const HOUR = 3_600_000;
/** Six in the evening, of a day that began at 23:00 UTC. */
const NOW = Date.parse("2026-11-22T17:00:00Z");

function ago(hours: number): string {
  return new Date(NOW - hours * HOUR).toISOString();
}

function ice(from: number, to: number): Entry[] {
  const lay = { at: ago(from), ended: ago(to), therapy: "ice" } as const;
  const seconds = (from - to) * 3600;
  return [
    entry({ kind: "session", ...lay, used: seconds }),
    entry({ kind: "exposure", ...lay, exposure: seconds }),
  ];
}

describe("pain over the last days", () => {
  const shown = (entries: Entry[]) => markup(pain(hass(), anna({ pain: 10 }), entries, NOW));
  const points = (entries: Entry[]) =>
    (/<polyline points=([^>]*)>/.exec(shown(entries))?.[1] ?? "")
      .split(" ")
      .map((point) => point.split(",").map(Number));

  it("rises as it gets worse, from the lowest line to the highest", () => {
    const entries: Entry[] = [
      entry({ kind: "pain", at: ago(30), level: 0 }),
      entry({ kind: "pain", at: ago(20), level: 5 }),
      entry({ kind: "pain", at: ago(1), level: 10 }),
    ];
    const heights = points(entries).map(([, y]) => y);
    // The picture's zero is at its top.
    expect(heights).toEqual([44, 24, 4]);
    expect(numbers(shown(entries), /class="grid"[^>]*y1=([\d.]+)/g).flat()).toEqual(heights);
    const [dot] = numbers(shown(entries), /inset-block-start: ([\d.]+)%/g);
    expect(dot?.[0]).toBeCloseTo((4 / 60) * 100);
  });

  it("goes from the first day's beginning to the end of today", () => {
    const at = (hours: number) =>
      points([entry({ kind: "pain", at: ago(hours), level: 5 })])[0]?.[0];
    expect(at(6 * 24 + 18)).toBeCloseTo(0);
    expect(at(18)).toBeCloseTo((6 / 7) * 100);
    expect(at(-6)).toBeCloseTo(100);
    expect(
      shown([])
        .match(/<span>\w+<\/span>/g)
        ?.slice(-7),
    ).toEqual(
      ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].map((day) => `<span>${day}</span>`),
    );
  });

  it("has each spasm under its time, the higher the stronger it was", () => {
    const spasm = (hours: number, intensity: number | null): Entry => {
      return entry({ kind: "spasm", at: ago(hours), intensity });
    };
    const marks = numbers(
      shown([spasm(18, 1), spasm(12, null), spasm(6, 10)]),
      /<line class="spasm" x1=([\d.]+) x2=([\d.]+) y1="(\d+)" y2=([\d.]+)>/g,
    );
    const tops = marks.map(([, , , top]) => top ?? 0);
    expect(marks.map(([x]) => x)).toEqual([18, 12, 6].map((h) => (100 * (7 * 24 - 6 - h)) / 168));
    expect(marks.every(([from, to, foot]) => from === to && foot === 60)).toBe(true);
    expect(tops).toEqual(tops.toSorted((one, other) => other - one));
    expect(new Set(tops).size).toBe(3);
  });

  it("is told to who cannot see it, and without what is older", () => {
    const entries: Entry[] = [
      entry({ kind: "pain", at: ago(24 * 8), level: 9 }),
      entry({ kind: "pain", at: ago(20), level: 3 }),
      entry({ kind: "spasm", at: ago(24 * 8), intensity: 5 }),
      entry({ kind: "spasm", at: ago(20), intensity: 5 }),
      entry({ kind: "pain", at: ago(1), level: 6 }),
    ];
    expect(shown(entries)).toContain("Pain in the last 7 days: 3, 6. Spasms: 1.");
    expect(points(entries)).toHaveLength(2);
  });
});

describe("what stands beside the pain", () => {
  const beside = (person: Person, entries: Entry[]) => markup(pain(hass(), person, entries, NOW));

  it("is how many sessions were had, day by day, and claims nothing", () => {
    const shown = beside(anna({ pain: 3 }), [...ice(30, 29.75), ...ice(6, 5.75), ...ice(2, 1.75)]);
    expect(shown).toContain("Sessions in the last 7 days: Ice 3×");
    const counts = [...shown.matchAll(/<span>(?:<i><\/i>(\d)×)?<\/span>/g)].map(
      ([, count]) => count,
    );
    expect(counts.slice(-2)).toEqual(["1", "2"]);
    expect(shown.toLowerCase()).not.toContain("help");
    expect(beside(anna({ pain: 3 }), [])).not.toContain("Sessions");
  });

  it("is a date where the level is not of today", () => {
    expect(beside(anna({ pain: 3, pain_at: ago(1) }), [])).toContain("<b>3</b>/10<");
    expect(beside(anna({ pain: 3, pain_at: ago(40) }), [])).toContain("<b>3</b>/10, Sat 02:00");
  });

  it("is what to avoid, with that word", () => {
    const avoid = [
      { activity: "Lifting", count: 3 },
      { activity: "Driving", count: 1 },
    ];
    expect(beside(anna({ avoid }), [])).toContain("Avoid: Lifting (3×), Driving (1×)");
    expect(beside(anna(), [])).not.toContain("Avoid");
  });
});

describe("today's strip", () => {
  const blocks = (person: Person, entries: Entry[]) => {
    const shown = markup(today(hass(), person, entries, NOW));
    return [
      ...shown.matchAll(
        /class="block (\w+)"\s+style="inset-inline-start: ([\d.]+)%; inline-size: ([\d.]+)%"\s+title=([^>]*)>/g,
      ),
    ].map(([, kind, start, width, title]) => ({
      kind,
      hours: [Number(start) * 0.24, Number(width) * 0.24].map((hours) => Number(hours.toFixed(3))),
      title: title?.trim(),
    }));
  };

  it("has a session where it was in the day, and its rest after it", () => {
    expect(blocks(anna(), ice(6, 5.75))).toEqual([
      { kind: "rest", hours: [12.25, 1], title: "Rest until 13:15" },
      { kind: "ice", hours: [12, 0.25], title: "Ice 12:00–12:15" },
    ]);
  });

  it("has all hours of the day on which the clocks are set back", () => {
    const today = { since: "2026-11-21T23:00:00Z", until: "2026-11-23T00:00:00Z" };
    const long = anna({ rests: {}, today: { ...today, ice: 0, heat: 0, spasms: 0 } });
    const [late] = blocks(long, ice(-6.5, -6.75));
    // Shares of 25 hours, read as of 24.
    expect(late?.hours[0]).toBeCloseTo((24.5 / 25) * 24);
  });

  it("has what reaches over midnight from there on, and nothing of yesterday", () => {
    expect(blocks(anna({ rests: {} }), [...ice(24, 23), ...ice(18.25, 17.75)])).toEqual([
      { kind: "ice", hours: [0, 0.25], title: "Ice 23:45–00:15" },
    ]);
  });

  it("has what runs up to now, and where now is", () => {
    const session = heating({ remaining: 900, started: ago(1 / 6), finishes_at: ago(-0.25) });
    const shown = [{ kind: "heat", hours: [17.833, 0.167], title: "Heat 17:50–18:00" }];
    expect(blocks(anna({ session }), [])).toEqual(shown);
    // With its pauses, as it will be once it is over.
    const paused = { ...session, finishes_at: null, lapses_at: ago(-0.2) };
    expect(blocks(anna({ session: paused }), [])).toEqual(shown);
    expect(markup(today(hass(), anna(), [], NOW))).toMatch(
      /class="now" style="inset-inline-start: 75%"/,
    );
  });

  it("sums up what was had", () => {
    const had = { ...anna().today, ice: 900, heat: 59 };
    const shown = markup(today(hass(), anna({ today: had }), [], NOW));
    expect(shown).toContain("Ice 15 mins<");
    expect(shown).toContain("No session yet today");
    expect(shown).toMatch(/<span>00<\/span><span>06<\/span><span>12<\/span><span>18<\/span>/);
  });
});

describe("the plan", () => {
  const shown = (person: Person) => markup(timeline(hass(), person, NOW));
  const done = (person: Person) =>
    numbers(shown(person), /class="done" style="inline-size: ([\d.]+)%"/g).flat();
  const marker = /class="marker" style="inset-inline-start: ([\d.]+)%"/g;

  it("fills with the days of ice, and marks now there", () => {
    // Thirty hours of seventy-two.
    const [ice, heat, recovery] = done(anna());
    expect(ice).toBeCloseTo((30 / 72) * 100);
    expect([heat, recovery]).toEqual([0, 0]);
    expect(numbers(shown(anna()), marker)).toEqual([[ice]]);
    expect(shown(anna())).toMatch(/class="ice here"[^>]*aria-current=step/);
    expect(shown(anna())).toContain("Onset Sat 12:00");
    expect(shown(anna())).toContain("Heat from Tue 12:00");
  });

  it("goes on in the heat phase, which ends when it ends", () => {
    const person = anna({ phase: "heat", onset: ago(5 * 24), heat_from: ago(2 * 24) });
    const [ice, heat, recovery] = done(person);
    expect([ice, recovery]).toEqual([100, 0]);
    expect(heat).toBeGreaterThan(0);
    expect(heat).toBeLessThan(100);
    expect(numbers(shown(person), marker)).toEqual([[heat]]);
    expect(shown(person)).toContain("Heat since Fri 18:00");
  });

  it.each([
    ["in the days of ice", ago(20), [100, 0], "Recovered Sat 22:00"],
    ["in those of heat", "2026-11-22T12:00:00Z", [100, 100], "Recovered 13:00"],
  ])("tells of a recovery %s, and of no phase that never was", (_, recovered, phases, text) => {
    const heat_from = phases[1] ? ago(10) : anna().heat_from;
    const person = anna({ phase: "recovery", recovered, heat_from });
    const [ice, heat, recovery] = done(person);
    expect([ice, heat]).toEqual(phases);
    expect(recovery).toBeGreaterThan(0);
    expect(numbers(shown(person), marker)).toEqual([[recovery]]);
    expect(shown(person)).toContain(text);
    expect(shown(person)).not.toContain("Heat from");
  });

  it("is none without an episode", () => {
    expect(shown(anna({ phase: "none", onset: null, heat_from: null }))).toBe("");
  });
});

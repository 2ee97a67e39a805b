import { describe, expect, it } from "vitest";
import { choices } from "../src/menu";
import type { Person } from "../src/view";

const NOW = Date.parse("2026-11-22T20:30:00Z");
const HOUR = 3_600_000;

function ago(hours: number): string {
  return new Date(NOW - hours * HOUR).toISOString();
}

function offered(person: Partial<Person>): string[] {
  const nobody = { phase: "none", onset: null, newest: null, red_flags: [] };
  return choices({ ...nobody, ...person } as Person, NOW).map(([choice]) => choice);
}

describe("an undo", () => {
  it.each<[string, number, number | null, boolean]>([
    ["of what is a day old", 24, null, true],
    ["of what is older, without an episode", 24.01, null, false],
    ["of what is of the episode", 60, 60, true],
    ["of what was before the episode", 60.01, 60, false],
  ])("%s is offered, or not", (_name, hours, since, there) => {
    const newest = { kind: "pain", at: ago(hours), value: 3 } as const;
    const onset = since === null ? null : ago(since);
    expect(offered({ newest, onset }).includes("undo")).toBe(there);
  });

  it("is not offered of nothing", () => {
    expect(offered({})).toEqual(["episode", "report"]);
  });
});

describe("who", () => {
  const all = { phase: "ice", onset: ago(1), red_flags: ["fever"] } as const;
  const of = (who: Partial<Person>) => offered({ ...all, red_flags: [...all.red_flags], ...who });

  it("is the person may all", () => {
    expect(of({})).toEqual(["onset", "recovered", "end_episode", "clear", "report"]);
  });

  it("may not read gets no report, and no flags to clear", () => {
    const hidden = { private: true, red_flags: [] };
    expect(of(hidden)).toEqual(["onset", "recovered", "end_episode"]);
  });

  it("may only read changes nothing", () => {
    expect(of({ read_only: true })).toEqual(["report"]);
    expect(of({ read_only: true, private: true, red_flags: [] })).toEqual([]);
  });
});

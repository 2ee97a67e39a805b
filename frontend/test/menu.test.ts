import { describe, expect, it } from "vitest";
import { choices } from "../src/menu";
import type { Person } from "../src/view";

const NOW = Date.parse("2026-11-22T20:30:00Z");
const HOUR = 3_600_000;

function ago(hours: number): string {
  return new Date(NOW - hours * HOUR).toISOString();
}

function offered(person: Partial<Person>): string[] {
  const nobody = { phase: "none", onset: null, last_act: null, red_flags: [] };
  return choices({ ...nobody, ...person } as Person, NOW).map(([choice]) => choice);
}

describe("an undo", () => {
  it.each<[string, number, boolean]>([
    ["before its ten minutes are over", 1, true],
    ["once they are over", 0, false],
  ])("%s is offered, or not", (_name, left, there) => {
    const last_act = { act: "log_pain", until: new Date(NOW + left).toISOString() };
    expect(offered({ last_act }).includes("undo")).toBe(there);
    expect(offered({ last_act, read_only: true })).not.toContain("undo");
  });

  it("is not offered of nothing", () => {
    expect(offered({})).toEqual(["entries", "episode", "report"]);
  });
});

describe("who", () => {
  const all = { phase: "ice", onset: ago(1), red_flags: ["fever"] } as const;
  const of = (who: Partial<Person>) => offered({ ...all, red_flags: [...all.red_flags], ...who });

  it("is the person may all", () => {
    expect(of({})).toEqual([
      ...["entries", "onset", "recovered", "end_episode", "clear", "report"],
    ]);
  });

  it("may not read gets no report, no diary and no flags to clear", () => {
    const hidden = { private: true, red_flags: [] };
    expect(of(hidden)).toEqual(["onset", "recovered", "end_episode"]);
  });

  it("may only read changes nothing", () => {
    expect(of({ read_only: true })).toEqual(["entries", "report"]);
    expect(of({ read_only: true, private: true, red_flags: [] })).toEqual([]);
  });
});

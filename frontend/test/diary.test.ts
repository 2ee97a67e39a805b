import { expect, it } from "vitest";
import { type Commands, described, list } from "../src/diary";
import type { Entry, Person } from "../src/view";
import { anna, entry, hass, markup } from "./shown";

const NOW = Date.parse("2026-11-22T17:00:00Z");
const AT = "2026-11-22T16:00:00Z";

it.each<[Entry, string]>([
  [entry({ kind: "pain", at: AT, level: 4, activity: "Lifting" }), "Pain 4 of 10 · Lifting"],
  [entry({ kind: "spasm", at: AT }), "Spasm"],
  [
    entry({
      kind: "spasm",
      at: AT,
      intensity: 7,
      duration: 30,
      activity: "Lifting",
      eased_by: "Rest",
    }),
    "Spasm, strength 7 · 30 secs · Lifting · eased by Rest",
  ],
  [entry({ kind: "session", at: AT, ended: AT, therapy: "ice", used: 900 }), "Ice · 15 mins"],
  [
    entry({ kind: "flags_reported", at: AT, flags: ["chest_pain"] }),
    "Red flags reported: Chest pain",
  ],
  [entry({ kind: "flags_denied", at: AT }), "Asked for red flags: none of these"],
])("says what an entry is: %o", (what, text) => {
  expect(described(hass(), what)).toBe(text);
});

const ENTRIES = [
  entry({ kind: "exposure", at: AT, ended: AT, therapy: "ice", exposure: 900 }),
  entry({ kind: "session", at: AT, ended: AT, therapy: "ice", used: 900 }),
  entry({ kind: "pain", at: AT, level: 4 }),
  entry({ kind: "spasm", at: AT }),
];

function shown(changed: Partial<Person> = {}, more = false, asked = ""): string {
  const diary = { entries: ENTRIES, more };
  return markup(list(hass(), anna(changed), diary, asked, NOW, {} as Commands));
}

it("has the newest first, each once", () => {
  const what = [...shown().matchAll(/class="what">([^<]+)</g)].map(([, text]) => text);
  expect(what).toEqual(["Spasm", "Pain 4 of 10", "Ice · 15 mins"]);
});

it("lets correct and delete what was logged, and asks before what is for good", () => {
  expect(shown().match(/aria-label=Delete: /g)).toHaveLength(2);
  expect(shown().match(/aria-label=Correct: /g)).toHaveLength(2);
  expect(shown()).not.toContain("cannot be taken back");
  expect(shown({}, false, `pain ${AT}`)).toContain("cannot be taken back");
  expect(shown({ read_only: true })).not.toContain("Delete");
});

it("goes on to what is older", () => {
  expect(shown({}, true)).toContain("Older entries");
  expect(shown()).not.toContain("Older entries");
});

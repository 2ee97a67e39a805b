import { expect, it } from "vitest";
import type { Absent } from "../src/view";
import { shownPerson } from "../src/whose";
import { anna } from "./shown";

const ben = { config_entry_id: "ben", name: "Ben" };
const away: Absent = { ...ben, mine: false, loaded: false, private: false };

it("opens on the person who is logged in", () => {
  const mine = anna({ ...ben, mine: true });
  expect(shownPerson([anna(), mine], undefined, "")).toBe(mine);
  expect(shownPerson([anna(), { ...away, mine: true }], undefined, "")?.name).toBe("Ben");
});

it("opens on somebody who is not private to a user who is nobody", () => {
  const open = anna(ben);
  expect(shownPerson([anna({ private: true }), open], undefined, "")).toBe(open);
  const hidden = anna({ private: true });
  expect(shownPerson([away, hidden], undefined, "")).toBe(hidden);
  expect(shownPerson([away], undefined, "")).toBe(away);
  expect(shownPerson([], undefined, "")).toBeUndefined();
});

it("shows whom somebody chose, and above all whom the settings name", () => {
  const mine = anna({ ...ben, mine: true });
  expect(shownPerson([anna(), mine], undefined, "anna")?.name).toBe("Anna");
  expect(shownPerson([anna(), mine], "anna", "ben")?.name).toBe("Anna");
  expect(shownPerson([mine], "anna", "")).toBeUndefined();
});

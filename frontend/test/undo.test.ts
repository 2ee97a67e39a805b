import { expect, it } from "vitest";
import en from "../../custom_components/backcare/translations/en.json";
import { actOf } from "../src/undo";
import { FEED } from "./feed";

it.each([
  ["start_session", {}, "start_session"],
  ["report_red_flags", { flags: ["fever"] }, "report_red_flags"],
  ["report_red_flags", { flags: [] }, "answer_question"],
  ["mark_recovered", {}, "mark_recovered"],
  ["mark_recovered", { undo: true }, "undo_recovered"],
  ["delete_entry", {}, undefined],
  ["acknowledge", {}, undefined],
])("knows what %s with %o can be taken back as", (action, fields, act) => {
  expect(actOf(action, fields)).toBe(act);
});

it("has a word for what was done last", () => {
  const acts = FEED.flatMap(({ persons }) =>
    persons.flatMap((person) => (person.loaded && person.last_act ? [person.last_act.act] : [])),
  );
  expect(acts.length).toBeGreaterThan(0);
  for (const act of acts) expect(en.common).toHaveProperty(`card_done_${act}`);
});

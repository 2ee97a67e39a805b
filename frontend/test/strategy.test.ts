import { expect, it, vi } from "vitest";
import type { HomeAssistant } from "../src/hass";
import type { Absent } from "../src/view";
import { anna, hass } from "./shown";

vi.stubGlobal("HTMLElement", class {});
vi.stubGlobal("customElements", { define: () => undefined });
const { dashboard } = await import("../src/strategy");

interface Shown {
  views: { title: string; path?: string; sections: { cards: Record<string, unknown>[] }[] }[];
}

const ben: Absent = {
  config_entry_id: "ben",
  name: "Ben",
  mine: false,
  loaded: false,
  private: true,
};

/** Home Assistant with entities of Anna. */
function having(...found: string[]): HomeAssistant {
  const entities = Object.fromEntries(
    found.map((each) => {
      const entity_id = each.replace(".", ".anna_");
      const translation_key = each.split(".")[1];
      return [entity_id, { entity_id, translation_key, platform: "backcare", device_id: "anna" }];
    }),
  );
  return { ...hass(), entities, devices: { anna: { config_entry_id: "anna" } } };
}

it("has a view of each person whom the user may see", () => {
  const other = { ...anna(), config_entry_id: "greta", name: "Greta" };
  const shown = dashboard(having("timer.session"), [anna(), ben, other], []) as Shown;
  expect(shown.views.map(({ title, path }) => [title, path])).toEqual([
    ["Anna", "anna"],
    ["Greta", "greta"],
  ]);
  const [first] = shown.views;
  expect(first?.sections[0]?.cards).toEqual([{ type: "custom:backcare-card", person: "anna" }]);
});

it("opens on the user's own person", () => {
  const mine = { ...anna(), config_entry_id: "greta", name: "Greta", mine: true };
  const shown = dashboard(having(), [anna(), mine], []) as Shown;
  expect(shown.views.map(({ title }) => title)).toEqual(["Greta", "Anna"]);
});

it("has the stock cards of what there is", () => {
  const home = having("timer.session", "sensor.pain_level", "calendar.therapy");
  const behind = (history: string[]) =>
    (dashboard(home, [anna()], history) as Shown).views[0]?.sections[1]?.cards ?? [];
  expect(behind([]).map(({ type }) => type)).toEqual(["tile", "calendar"]);
  expect(behind([])[0]).toMatchObject({
    entity: "timer.anna_session",
    features: [{ type: "custom:backcare-session" }],
  });
  const pain = "sensor.anna_pain_level";
  expect(behind([pain])[1]).toMatchObject({ type: "statistics-graph", entities: [pain] });
});

it("shows a person who is not ready, with what there is", () => {
  const absent = { ...ben, private: false };
  const shown = dashboard(having(), [absent], []) as Shown;
  expect(shown.views.map(({ title, sections }) => [title, sections.length])).toEqual([["Ben", 1]]);
});

it.each([[[]], [[ben]]])("leaves it to the card where nobody can be seen: %o", (persons) => {
  const shown = dashboard(having(), persons, []) as Shown;
  expect(shown.views.map(({ sections }) => sections)).toEqual([
    [{ type: "grid", cards: [{ type: "custom:backcare-card" }] }],
  ]);
});

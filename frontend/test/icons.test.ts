import { expect, it } from "vitest";
import { entity } from "../../custom_components/backcare/icons.json";
import { ICONS } from "../src/icons";

it("has one sign for each therapy, on the card and on all else", () => {
  const { switch: switches, sensor } = entity;
  const { phase, next_step, ice_today, heat_today } = sensor;
  expect(new Set([ICONS.ice, switches.ice_session.default, ice_today.default])).toEqual(
    new Set([phase.state.ice]),
  );
  expect(new Set([ICONS.heat, switches.heat_session.default, heat_today.default])).toEqual(
    new Set([phase.state.heat]),
  );
  expect([ICONS.stretch, ICONS.walk]).toEqual([phase.state.recovery, next_step.state.keep_moving]);
});

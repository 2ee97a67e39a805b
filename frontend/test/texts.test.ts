import { describe, expect, it } from "vitest";
import { failure, loadTexts, refusal, refusedShortly, say } from "../src/texts";
import type { Refused } from "../src/view";
import { hass } from "./shown";

const NOW = Date.parse("2026-11-22T17:00:00Z");
const EARLY: Refused = {
  reason: "heat_too_early",
  allowed_from: "2026-11-24T11:00:00Z",
  placeholders: { allowed_from: "2026-11-24 12:00" },
};

function refused(reason: string): Refused {
  return { reason, allowed_from: null, placeholders: {} };
}

describe("a refusal", () => {
  it("says from when, as the user reads times", () => {
    expect(refusedShortly(hass(), EARLY, NOW)).toBe("from Tue 12:00");
    expect(refusedShortly(hass({ language: "en-US" }), EARLY, NOW).replace(/\s/g, " ")).toBe(
      "from Tue 12:00 PM",
    );
    expect(refusal(hass(), EARLY, NOW)).toContain("from Tue 12:00");
  });

  it("says in a few words what it waits for where that has no time", () => {
    expect(refusedShortly(hass(), refused("red_flag_open"), NOW)).toBe("see a doctor first");
    expect(refusedShortly(hass(), refused("session_running"), NOW)).toBe("after this session");
    expect(refusedShortly(hass(), refused("something_new"), NOW)).toBe("not now");
  });

  it("names what it is about", () => {
    const used: Refused = {
      ...refused("heating_pad_in_use"),
      placeholders: { heating_pad: "Pad" },
    };
    expect(refusal(hass(), used, NOW)).toContain("Pad");
  });
});

describe("a command that failed", () => {
  it("says why, in the user's language where Home Assistant knows it", () => {
    const known = {
      translation_domain: "backcare",
      translation_key: "red_flag_open",
      message: "no",
    };
    expect(failure(hass(), known)).toBe(refusal(hass(), refused("red_flag_open"), NOW));
    expect(failure(hass(), { ...known, translation_key: "unheard_of" })).toBe("no");
    expect(failure(hass(), { message: "no" })).toBe("no");
    expect(failure(hass(), {})).toBe(say(hass(), "unreachable"));
  });
});

it("loads all that the card says", async () => {
  const asked: string[] = [];
  const loadBackendTranslation = async (category: string) => {
    asked.push(category);
    return hass().localize;
  };
  await loadTexts({ ...hass(), loadBackendTranslation });
  expect(asked.toSorted()).toEqual(["common", "entity", "exceptions", "selector"]);
});

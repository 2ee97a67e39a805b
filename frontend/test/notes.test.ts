import { describe, expect, it } from "vitest";
import { asksForPain, doctorsAdvice, toRead } from "../src/notes";
import type { Entry } from "../src/view";
import { anna, entry, hass, markup, offer } from "./shown";

const refused = (reason: string) => ({ reason, allowed_from: null, placeholders: {} });

describe("what is to be read", () => {
  const unread = ["conditions", "pregnant_or_frail", "patch_or_drowsy"];

  it("comes part by part, the last before the first heat", () => {
    const early = offer("heat", { length: null, refused: refused("heat_too_early") });
    const ice = { offers: [offer("ice"), early] };
    expect(toRead(anna({ unread, ...ice }))).toBe("conditions");
    expect(toRead(anna({ unread: unread.slice(1), ...ice }))).toBe("pregnant_or_frail");
    expect(toRead(anna({ unread: unread.slice(2), ...ice }))).toBeUndefined();
    const heat = { offers: [offer("heat")] };
    expect(toRead(anna({ unread: unread.slice(2), ...heat }))).toBe("patch_or_drowsy");
    expect(toRead(anna({ unread: [], ...heat }))).toBeUndefined();
  });

  it("is for whoever may say that it was read", () => {
    expect(toRead(anna({ unread, read_only: true }))).toBeUndefined();
    expect(toRead(anna({ unread, private: true }))).toBeUndefined();
  });
});

describe("pain now", () => {
  const had = (at: string, used = 900) =>
    entry({ kind: "session", at, ended: at, therapy: "ice", used });
  const pain = (at: string) => entry({ kind: "pain", at, level: 3 });

  it.each<[string, Entry[], boolean]>([
    ["after a session", [had("2026-11-22T10:00:00Z")], true],
    ["not without one", [], false],
    ["not after one of yesterday", [had("2026-11-21T10:00:00Z")], false],
    ["not after a mistap", [had("2026-11-22T10:00:00Z", 59)], false],
    ["not once it was said", [had("2026-11-22T10:00:00Z"), pain("2026-11-22T10:01:00Z")], false],
    [
      "after what was said before",
      [pain("2026-11-22T09:00:00Z"), had("2026-11-22T10:00:00Z")],
      true,
    ],
    [
      "once a day",
      [had("2026-11-22T10:00:00Z"), pain("2026-11-22T10:01:00Z"), had("2026-11-22T12:00:00Z")],
      false,
    ],
  ])("is asked %s", (_, entries, asked) => {
    expect(asksForPain(anna(), entries)).toBe(asked);
  });
});

it("says what a doctor said otherwise", () => {
  const of = (heat_after: number, early_stretches: boolean) =>
    markup(doctorsAdvice(hass(), anna({ told_otherwise: { heat_after, early_stretches } })));
  expect(of(0, false)).toContain("Your doctor said: heat from the start");
  expect(of(48 * 3600, false)).toContain("Your doctor said: heat after 48 hours");
  expect(of(0, false)).not.toContain("stretches");
  expect(of(72 * 3600, true)).not.toContain("heat");
  expect(of(72 * 3600, true)).toContain("stretches from the start");
  expect(markup(doctorsAdvice(hass(), anna()))).toBe("");
});

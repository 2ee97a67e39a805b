import { expect, it, vi } from "vitest";
import { BackcareCard } from "../src/card";
import type { View } from "../src/view";
import { anna, hass, view } from "./shown";

// It listens to a browser's history, of which there is none here.
vi.mock("../src/back", () => ({ closeOnBack: () => () => undefined }));

const ben = anna({ config_entry_id: "ben", name: "Ben" });

/** What a test sees of a card: who is shown, and which dialogue is open. */
interface Inside {
  hass: object;
  _view: View;
  _dialog: string;
  _show(change: () => void): void;
}

it.each<[string, View, string]>([
  ["stays while its person is shown", view(anna({ pain: 3 }), ben), "spasm"],
  ["does not go on with another person", view(ben), ""],
  ["closes when nobody is left", view(), ""],
])("a dialogue %s", (_, after, open) => {
  vi.stubGlobal("window", globalThis);
  const card = new BackcareCard() as unknown as Inside;
  Object.assign(card, { hass: hass(), _view: view(anna(), ben), _dialog: "spasm" });

  card._show(() => {
    card._view = after;
  });

  expect(card._dialog).toBe(open);
});

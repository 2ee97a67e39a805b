/** Taking back what was done: for ten minutes, by a toast or the menu. */

import type { Failure, HomeAssistant } from "./hass";
import { common, failure, say } from "./texts";
import { ask, type Person } from "./view";

/** How long a toast is there, in milliseconds: long enough to read it and to change one's mind. */
const SHOWN = 10_000;
const ACTS = new Set([
  "change_session",
  "clear_red_flags",
  "correct_onset",
  "end_episode",
  "log_pain",
  "log_spasm",
  "mark_recovered",
  "pause_session",
  "report_red_flags",
  "resume_session",
  "start_episode",
  "start_session",
  "stop_session",
]);

/** Return what an action has done, as `last_act` names it; undefined where it cannot be taken back. */
export function actOf(
  action: string,
  fields: { flags?: string[]; undo?: boolean } = {},
): string | undefined {
  if (action === "report_red_flags" && !fields.flags?.length) return "answer_question";
  if (action === "mark_recovered" && fields.undo) return "undo_recovered";
  return ACTS.has(action) ? action : undefined;
}

/** Show what was done, or what there is to mind now, with a button that takes it back. */
export function toastDone(
  hass: HomeAssistant,
  person: Person,
  act: string | undefined,
  text?: string,
): void {
  if (act === undefined) return;
  const undo = () =>
    void takeBack(hass, person).catch((failed) => toast(failure(hass, failed as Failure)));
  const action = { text: hass.localize("ui.common.undo"), action: undo };
  toast(text ?? say(hass, `done_${act}`), action);
}

/** Take back what was done last and show what it was, or throw a Failure. */
export async function takeBack(hass: HomeAssistant, person: Person): Promise<void> {
  const { taken_back } = await ask<{ taken_back: string }>(hass, person, "undo_last");
  toast(common(hass, `undone_${taken_back}`));
}

/** Home Assistant itself shows it: whatever asked for it may be gone by then. */
export function toast(message: string, action?: object): void {
  // Of one id there is one: an older one would take back what was done after it.
  const detail = { id: "backcare", message, action, duration: SHOWN };
  document
    .querySelector("home-assistant")
    ?.dispatchEvent(new CustomEvent("hass-notification", { detail }));
}

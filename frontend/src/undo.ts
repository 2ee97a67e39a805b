/** Undoes the last command, for ten minutes, by a toast or the menu. */

import type { Failure, HomeAssistant } from "./hass";
import { common, failure, say } from "./texts";
import { ask, type Person } from "./view";

/** How long a toast is shown, in milliseconds: long enough to read it and to decide. */
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

/** Return the act of an action, as in `last_act`; undefined if it cannot be undone. */
export function actOf(
  action: string,
  fields: { flags?: string[]; undo?: boolean } = {},
): string | undefined {
  if (action === "report_red_flags" && !fields.flags?.length) return "answer_question";
  if (action === "mark_recovered" && fields.undo) return "undo_recovered";
  return ACTS.has(action) ? action : undefined;
}

/** Show what was done, or `text` instead, with a button to undo it. */
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

/** Undo the last command and show what it was, or throw a Failure. */
export async function takeBack(hass: HomeAssistant, person: Person): Promise<void> {
  const { taken_back } = await ask<{ taken_back: string }>(hass, person, "undo_last");
  toast(common(hass, `undone_${taken_back}`));
}

/** Show a message by Home Assistant itself, because the caller may be gone by then. */
export function toast(message: string, action?: object): void {
  // With one id, it replaces an older one, which would undo a later command.
  const detail = { id: "backcare", message, action, duration: SHOWN };
  document
    .querySelector("home-assistant")
    ?.dispatchEvent(new CustomEvent("hass-notification", { detail }));
}

/** The texts of the card, which are translated in the integration. */

import type { ReactiveController, ReactiveControllerHost } from "lit";
import { RETRY } from "./feed";
import type { Failure, HomeAssistant } from "./hass";
import { fromThen, moment } from "./time";
import type { Refused } from "./view";

const DOMAIN = "component.backcare";
const CATEGORIES = ["common", "entity", "exceptions", "selector"];

/** Load the texts. */
export async function loadTexts(hass: HomeAssistant): Promise<void> {
  await Promise.all(
    CATEGORIES.map((category) => hass.loadBackendTranslation(category, "backcare")),
  );
}

/** Loads the texts of an element, and again after a change of language. */
export class Texts implements ReactiveController {
  loaded = false;
  private language = "";

  constructor(private readonly host: ReactiveControllerHost & { hass?: HomeAssistant }) {
    host.addController(this);
  }

  hostUpdate(): void {
    const { hass } = this.host;
    if (!hass || this.language === hass.language) return;
    this.language = hass.language;
    void this.load(hass);
  }

  private async load(hass: HomeAssistant): Promise<void> {
    try {
      await loadTexts(hass);
      this.loaded = true;
    } catch {
      // Home Assistant is gone: the next update tries again.
      this.language = "";
      await new Promise((resolve) => window.setTimeout(resolve, RETRY));
    }
    this.host.requestUpdate();
  }
}

/** Return a text of the card. */
export function say(
  hass: HomeAssistant,
  key: string,
  values?: Record<string, string | number>,
): string {
  return common(hass, `card_${key}`, values);
}

/** Return a text that announcements, questions or the report use, too. */
export function common(
  hass: HomeAssistant,
  key: string,
  values?: Record<string, string | number>,
): string {
  return hass.localize(`${DOMAIN}.common.${key}`, values);
}

/** Return why a session was cut off, as a sentence. */
export function cutOff(hass: HomeAssistant, reason: string): string {
  return `${hass.localize(`${DOMAIN}.entity.event.session.state_attributes.reason.state.${reason}`)}.`;
}

/** Return the name of an option of the actions, such as a therapy or a red flag. */
export function choice(hass: HomeAssistant, kind: string, option: string): string {
  return hass.localize(`${DOMAIN}.selector.${kind}.options.${option}`);
}

/** Return the name of a phase. */
export function phaseName(hass: HomeAssistant, phase: string): string {
  return hass.localize(`${DOMAIN}.entity.sensor.phase.state.${phase}`);
}

/** Return the message of a refusal. */
export function refusal(hass: HomeAssistant, refused: Refused, now: number): string {
  const { reason, allowed_from, placeholders } = refused;
  const values = { ...placeholders };
  if (allowed_from) values.allowed_from = moment(hass, fromThen(Date.parse(allowed_from)), now);
  return hass.localize(`${DOMAIN}.exceptions.${reason}.message`, values);
}

/** Return a refusal in a few words. */
export function refusedShortly(hass: HomeAssistant, refused: Refused, now: number): string {
  if (refused.allowed_from) {
    const from = fromThen(Date.parse(refused.allowed_from));
    return say(hass, "from", { time: moment(hass, from, now) });
  }
  return say(hass, `refused_${refused.reason}`) || say(hass, "refused");
}

/** Return why a command failed, in the user's language where Home Assistant knows it. */
export function failure(hass: HomeAssistant, failed: Failure): string {
  const { translation_domain, translation_key, translation_placeholders, message } = failed;
  const key = `component.${translation_domain}.exceptions.${translation_key}.message`;
  const text = translation_key ? hass.localize(key, translation_placeholders) : "";
  return text || message || say(hass, "unreachable");
}

/** The report as a file, which is shown, and then printed, shared or saved. */

import { html, nothing, type TemplateResult } from "lit";
import type { HomeAssistant } from "./hass";
import { say } from "./texts";
import type { Person } from "./view";

/** The page that is shown, and the same as a file. */
export interface Report {
  html: string;
  file: File;
}

/** How long a link to it is valid, in seconds. */
const SIGNED_FOR = 300;
const FILENAME = /filename="([^"]+)"/;

/** Return a link to the report in the language of the card, which needs no login. */
async function link(hass: HomeAssistant, { config_entry_id }: Person): Promise<string> {
  const path = `/api/backcare/report/${config_entry_id}?language=${hass.language}`;
  const message = { type: "auth/sign_path", path, expires: SIGNED_FOR };
  return (await hass.callWS<{ path: string }>(message)).path;
}

/** Return the report, or throw a Failure. */
export async function load(hass: HomeAssistant, person: Person): Promise<Report> {
  const answer = await fetch(await link(hass, person)).catch(() => undefined);
  if (!answer?.ok) throw {};
  const name = FILENAME.exec(answer.headers.get("Content-Disposition") ?? "")?.[1];
  const page = await answer.text();
  return { html: page, file: new File([page], name ?? "report.html", { type: "text/html" }) };
}

/** Return whether this browser can share a file. */
function shares(file: File): boolean {
  return Boolean(navigator.canShare?.({ files: [file] }));
}

/** Share the report if files can be shared; otherwise save it. */
export async function handOver(hass: HomeAssistant, person: Person, report: Report) {
  const { file } = report;
  if (!shares(file)) return save(hass, person, file.name);
  try {
    await navigator.share({ files: [file] });
  } catch (failed) {
    // The user cancelled it.
    if ((failed as Error).name === "AbortError") return;
    await save(hass, person, file.name);
  }
}

/** Save it by a link to the server: a web view in an app cannot save a file of its own. */
async function save(hass: HomeAssistant, person: Person, name: string): Promise<void> {
  const anchor = document.createElement("a");
  anchor.href = await link(hass, person);
  anchor.download = name;
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
}

/** Return the buttons of the report's dialogue that this browser supports. */
export function actions(
  hass: HomeAssistant,
  report: Report | undefined,
  print: () => void,
  hand: () => void,
): TemplateResult {
  const sharing = report && shares(report.file);
  return html`${
    // In the web views of Home Assistant's apps, this method does nothing.
    typeof window.print === "function" && !hass.auth?.external
      ? html`<ha-button
          slot="secondaryAction"
          appearance="plain"
          .disabled=${!report}
          @click=${print}
        >
          ${say(hass, "print")}
        </ha-button>`
      : nothing
  }
  <ha-button slot="primaryAction" .disabled=${!report} @click=${hand}>
    ${sharing ? say(hass, "share") : hass.localize("ui.common.save")}
  </ha-button>`;
}

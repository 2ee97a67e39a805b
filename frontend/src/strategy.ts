/** The generated dashboard: one view for each person that its user may see. */

import { follow } from "./feed";
import type { HomeAssistant } from "./hass";
import { entitiesOf } from "./registry";
import { loadTexts, say } from "./texts";
import type { Absent, Person } from "./view";

/** How many days of pain a view shows: after these, it is time to see a doctor (R12). */
const DAYS = 28;
const DAY = 86_400_000;
const PAIN = "pain_level";
const CARD = "custom:backcare-card";

class BackcareStrategy extends HTMLElement {
  /** It is generated again when persons or entities change, and when Home Assistant has started. */
  static registryDependencies = ["entities", "devices", "config"];

  /** Suggest a title and an icon for a new dashboard. */
  static async getCreateSuggestions(hass: HomeAssistant): Promise<object> {
    await loadTexts(hass);
    return { title: say(hass, "dashboard"), icon: "mdi:human" };
  }

  static async generate(_config: object, hass: HomeAssistant): Promise<object> {
    return dashboard(hass, await persons(hass), await withHistory(hass));
  }
}

customElements.define("ll-strategy-dashboard-backcare", BackcareStrategy);

/** Return all persons, nobody if BackCare does not answer: the card shows that, and tries again. */
function persons(hass: HomeAssistant): Promise<(Person | Absent)[]> {
  return new Promise((resolve) => {
    const once = (found: (Person | Absent)[]) => {
      followed.leave();
      resolve(found);
    };
    const followed = follow(
      hass,
      (view) => once(view.persons),
      () => once([]),
    );
  });
}

/** Return the pain sensors with statistics: the graph of any other would be empty. */
async function withHistory(hass: HomeAssistant): Promise<string[]> {
  const statistic_ids = Object.values(hass.entities)
    .filter((each) => each.platform === "backcare" && each.translation_key === PAIN)
    .map((each) => each.entity_id);
  if (!statistic_ids.length) return [];
  const start_time = new Date(Date.now() - DAYS * DAY).toISOString();
  const of = { statistic_ids, start_time, period: "day", types: ["max"] };
  try {
    const type = "recorder/statistics_during_period";
    return Object.keys(await hass.callWS<object>({ type, ...of }));
  } catch {
    // The recorder may be off.
    return [];
  }
}

/** Return the dashboard; without a visible person, the card shows what to do. */
export function dashboard(
  hass: HomeAssistant,
  all: (Person | Absent)[],
  history: string[],
): object {
  const seen = all.filter((person) => person.loaded || !person.private);
  // The user's own view comes first, which is the one that opens.
  seen.sort((one, other) => Number(other.mine) - Number(one.mine));
  if (!seen.length) return { views: [view("BackCare", [{ type: CARD }])] };
  return { views: seen.map((person) => viewOf(hass, person, history)) };
}

function viewOf(
  hass: HomeAssistant,
  { config_entry_id: person, name }: Person | Absent,
  history: string[],
): object {
  const entities = entitiesOf(hass, person);
  const timer = entities["timer.session"];
  const pain = entities[`sensor.${PAIN}`];
  const calendar = entities["calendar.therapy"];
  const behind: object[] = [];
  if (timer) {
    const features = [{ type: "custom:backcare-session" }];
    // All of its buttons want the whole width.
    behind.push({ type: "tile", entity: timer, features, grid_options: { columns: "full" } });
  }
  if (pain && history.includes(pain)) {
    const of = { entities: [pain], days_to_show: DAYS, period: "day", stat_types: ["max"] };
    behind.push({ type: "statistics-graph", ...of });
  }
  if (calendar) {
    behind.push({ type: "calendar", initial_view: "listWeek", entities: [calendar] });
  }
  return { ...view(name, [{ type: CARD, person }], behind), path: person };
}

function view(title: string, ...sections: object[][]): object {
  return {
    type: "sections",
    title,
    max_columns: 2,
    sections: sections.filter((cards) => cards.length).map((cards) => ({ type: "grid", cards })),
  };
}

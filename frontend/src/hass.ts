/** The parts of Home Assistant's frontend that the card uses. */

export interface Locale {
  language: string;
  time_format: "language" | "system" | "12" | "24";
  time_zone: "local" | "server";
}

export type Localize = (key: string, values?: Record<string, string | number>) => string;

export interface HomeAssistant {
  language: string;
  locale: Locale;
  config: { time_zone: string };
  user?: { id: string; is_admin: boolean };
  /** `external` is set in an app around the page. */
  auth?: { external?: object };
  localize: Localize;
  loadBackendTranslation(category: string, integration: string): Promise<Localize>;
  entities: Record<
    string,
    { entity_id: string; platform?: string; device_id?: string; translation_key?: string }
  >;
  /** Until 2027.8 a device has a list of entries, and after that one. */
  devices: Record<
    string,
    {
      config_entry_id?: string | null;
      primary_config_entry?: string | null;
      config_entries?: string[];
    }
  >;
  connection: {
    subscribeMessage<T>(
      callback: (message: T) => void,
      message: object,
      options: { resubscribe: boolean },
    ): Promise<() => Promise<void>>;
    addEventListener(event: "ready" | "disconnected", listener: () => void): void;
    removeEventListener(event: "ready" | "disconnected", listener: () => void): void;
  };
  callWS<T>(message: object): Promise<T>;
  callService(
    domain: string,
    service: string,
    data?: object,
    target?: object,
    notifyOnError?: boolean,
    returnResponse?: boolean,
  ): Promise<{ response?: unknown }>;
}

/** The error of a command, as Home Assistant returns it. */
export interface Failure {
  code?: string;
  message?: string;
  translation_domain?: string;
  translation_key?: string;
  translation_placeholders?: Record<string, string>;
}

/** How long to wait for elements, in milliseconds: a dialogue can be answered without them. */
const PATIENCE = 4000;

/** Load the elements that are used here: Home Assistant loads most when they are first needed. */
export async function loadElements(): Promise<void> {
  if (customElements.get("ha-form") && customElements.get("ha-dialog")) return;
  const patience = new Promise((resolve) => window.setTimeout(resolve, PATIENCE));
  await Promise.race([loadForm().catch(() => undefined), patience]);
}

async function loadForm(): Promise<void> {
  const helpers = await (
    window as unknown as {
      loadCardHelpers?: () => Promise<{ createCardElement(config: object): HTMLElement }>;
    }
  ).loadCardHelpers?.();
  // The editor of one of its own cards loads the form, with everything that it needs.
  helpers?.createCardElement({ type: "button" });
  await customElements.whenDefined("hui-button-card");
  const card = customElements.get("hui-button-card") as unknown as {
    getConfigElement?: () => Promise<HTMLElement>;
  };
  await card.getConfigElement?.();
}

/** One subscription for all cards and tiles of a page, which get every change, and the history that they show. */

import type { HomeAssistant } from "./hass";
import type { Entry, View } from "./view";

/** How long to wait, in milliseconds, before trying again. */
export const RETRY = 2000;
/** How long a connection may be lost before that is shown: a phone that wakes up needs a moment. */
const GONE = 3000;

/** The handle of a card. */
export interface Followed {
  /** Include the history of a person; of nobody if it is empty. */
  show(person: string): void;
  leave(): void;
}

interface Follower {
  shows: string;
  /** Show a view; `ahead` is how far Home Assistant's clock is ahead of this one. */
  update(view: View, ahead: number): void;
  unreachable(): void;
}

const feeds = new WeakMap<HomeAssistant["connection"], Feed>();

/** Follow all persons, through restarts of Home Assistant too. */
export function follow(
  { connection }: HomeAssistant,
  update: Follower["update"],
  unreachable: Follower["unreachable"],
  shows = "",
): Followed {
  let feed = feeds.get(connection);
  if (!feed) {
    feed = new Feed(connection);
    feeds.set(connection, feed);
  }
  return feed.add({ shows, update, unreachable });
}

/**
 * The subscription of a page.
 *
 * After a restart, the connection is back before BackCare is loaded: if the connection renewed the
 * subscription by itself, that would be refused for good.
 */
class Feed {
  private followers = new Set<Follower>();
  private latest?: { view: View; ahead: number };
  private away = false;
  private histories: Record<string, Entry[]> = {};
  /** The persons whose history is subscribed to. */
  private historyOf = new Set<string>();
  private attempt = 0;
  private undo?: () => Promise<void>;
  private again?: number;
  private gone?: number;

  constructor(private readonly connection: HomeAssistant["connection"]) {}

  add(follower: Follower): Followed {
    this.followers.add(follower);
    if (this.followers.size === 1) this.open();
    // Not at once: the follower has no handle to leave yet.
    else queueMicrotask(() => this.catchUp(follower));
    this.askForMore();
    return {
      show: (person) => {
        follower.shows = person;
        this.askForMore();
      },
      leave: () => {
        if (this.followers.delete(follower) && !this.followers.size) this.close();
      },
    };
  }

  private catchUp(follower: Follower): void {
    if (!this.followers.has(follower)) return;
    if (this.away) follower.unreachable();
    else if (this.latest) follower.update(this.latest.view, this.latest.ahead);
  }

  private open(): void {
    this.connection.addEventListener("ready", this.renew);
    this.connection.addEventListener("disconnected", this.lost);
    void this.subscribe();
  }

  private close(): void {
    this.attempt += 1;
    window.clearTimeout(this.again);
    window.clearTimeout(this.gone);
    this.connection.removeEventListener("ready", this.renew);
    this.connection.removeEventListener("disconnected", this.lost);
    drop(this.undo);
    this.undo = this.latest = undefined;
    this.historyOf.clear();
  }

  private lost = (): void => {
    window.clearTimeout(this.gone);
    this.gone = window.setTimeout(() => this.unreachable(), GONE);
  };

  private renew = (): void => {
    // The subscription went with the connection.
    this.undo = undefined;
    void this.subscribe();
  };

  private unreachable(): void {
    this.away = true;
    for (const each of [...this.followers]) each.unreachable();
  }

  /** Subscribe again if a card shows another person, once for all cards. */
  private askForMore(): void {
    if (this.shown().every((person) => this.historyOf.has(person))) return;
    queueMicrotask(() => {
      if (this.shown().some((person) => !this.historyOf.has(person))) void this.subscribe();
    });
  }

  private shown(): string[] {
    return [...this.followers].flatMap(({ shows }) => (shows ? [shows] : []));
  }

  private async subscribe(): Promise<void> {
    window.clearTimeout(this.again);
    window.clearTimeout(this.gone);
    this.attempt += 1;
    const mine = this.attempt;
    const before = this.undo;
    this.undo = undefined;
    this.historyOf = new Set(this.shown());
    const message = { type: "backcare/subscribe", history_of: [...this.historyOf] };
    try {
      const undo = await this.connection.subscribeMessage<View>(
        (view) => {
          if (mine === this.attempt) this.take(view);
        },
        message,
        { resubscribe: false },
      );
      if (mine === this.attempt) this.undo = undo;
      else drop(undo);
    } catch {
      if (mine === this.attempt) {
        this.unreachable();
        this.again = window.setTimeout(() => void this.subscribe(), RETRY);
      }
    }
    drop(before);
  }

  private take(view: View): void {
    this.away = false;
    this.histories = { ...this.histories, ...view.histories };
    const ahead = Date.parse(view.now) - Date.now();
    this.latest = { view: { ...view, histories: this.histories }, ahead };
    for (const each of [...this.followers]) each.update(this.latest.view, ahead);
  }
}

/** End a subscription; without a connection, it has ended already. */
function drop(undo: (() => Promise<void>) | undefined): void {
  undo?.().catch(() => undefined);
}

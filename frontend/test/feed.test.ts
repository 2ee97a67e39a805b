import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Followed, follow } from "../src/feed";
import type { HomeAssistant } from "../src/hass";
import type { Changes, View } from "../src/view";
import { CHANGES, FEED } from "./feed";
import { entry } from "./shown";

const VIEW: View = {
  persons: [],
  histories: {},
  now: "2026-11-22T20:30:00Z",
  red_flags: { emergency: [], urgent: [], soon: [] },
  emergency_number: null,
};

/** A connection as Home Assistant's is: lost and found again, and with refusals until BackCare is there. */
class Connection {
  refuses = false;
  lost = false;
  tell: ((told: View | Changes) => void)[] = [];
  asked: string[][] = [];
  undone = 0;
  private listeners: [string, () => void][] = [];

  addEventListener(event: string, listener: () => void): void {
    this.listeners.push([event, listener]);
  }

  removeEventListener(event: string, listener: () => void): void {
    this.listeners = this.listeners.filter((each) => each[0] !== event || each[1] !== listener);
  }

  async subscribeMessage(
    callback: (told: View | Changes) => void,
    { history_of }: { history_of: string[] },
  ): Promise<() => Promise<void>> {
    if (this.refuses) throw { code: "unknown_command" };
    this.asked.push(history_of);
    this.tell.push(callback);
    return async () => {
      this.undone += 1;
      if (this.lost) throw { code: "not_found" };
    };
  }

  restart(): void {
    this.fire("ready");
  }

  lose(): void {
    this.fire("disconnected");
  }

  private fire(event: string): void {
    for (const [heard, listener] of this.listeners) if (heard === event) listener();
  }
}

let connection: Connection;
let told: number;
let unreachable: number;

function card(shows = "", take: (view: View) => void = () => undefined): Followed {
  return follow(
    { connection } as unknown as HomeAssistant,
    (view) => {
      told += 1;
      take(view);
    },
    () => {
      unreachable += 1;
    },
    shows,
  );
}

async function following(): Promise<() => void> {
  const { leave } = card();
  await vi.advanceTimersByTimeAsync(0);
  return leave;
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("window", globalThis);
  connection = new Connection();
  told = unreachable = 0;
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it("tells until it is undone", async () => {
  const undo = await following();
  connection.tell[0]?.(VIEW);
  undo();
  connection.tell[0]?.(VIEW);
  expect([told, connection.undone]).toEqual([1, 1]);
});

it("asks again until BackCare is there", async () => {
  connection.refuses = true;
  await following();
  await vi.advanceTimersByTimeAsync(4000);
  expect(unreachable).toBe(3);
  connection.refuses = false;
  await vi.advanceTimersByTimeAsync(2000);
  connection.tell[0]?.(VIEW);
  expect([told, unreachable]).toEqual([1, 3]);
});

it("follows anew after a restart, and hears nothing of before", async () => {
  await following();
  connection.restart();
  await vi.advanceTimersByTimeAsync(0);
  connection.tell[0]?.(VIEW);
  expect(told).toBe(0);
  connection.tell[1]?.(VIEW);
  expect(told).toBe(1);
});

it("asks no more once it is undone", async () => {
  connection.refuses = true;
  const undo = await following();
  undo();
  connection.refuses = false;
  connection.restart();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(connection.tell).toEqual([]);
});

it("drops what it is given only after it was undone", async () => {
  card().leave();
  await vi.advanceTimersByTimeAsync(0);
  expect(connection.undone).toBe(1);
});

it("is undone in silence where the connection is gone", async () => {
  const undo = await following();
  connection.lost = true;
  undo();
  await vi.advanceTimersByTimeAsync(0);
  expect(connection.undone).toBe(1);
});

it("tells of a connection that stays away, not of one that blinks", async () => {
  await following();
  connection.lose();
  await vi.advanceTimersByTimeAsync(1000);
  connection.restart();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(unreachable).toBe(0);
  connection.lose();
  await vi.advanceTimersByTimeAsync(3000);
  expect(unreachable).toBe(1);
});

describe("the cards of a page", () => {
  const settled = () => vi.advanceTimersByTimeAsync(0);
  const anna = entry({ kind: "pain", at: "2026-11-22T20:00:00Z", level: 4 });

  it("share one subscription, which ends with the last of them", async () => {
    const cards = [card("anna"), card("anna")];
    await settled();
    connection.tell[0]?.(VIEW);
    const late = card("anna");
    await settled();
    expect([told, connection.asked]).toEqual([3, [["anna"]]]);
    for (const each of cards) each.leave();
    await settled();
    expect(connection.undone).toBe(0);
    late.leave();
    await settled();
    expect(connection.undone).toBe(1);
  });

  it("ask once for whom they turn out to show, and drop what they had", async () => {
    const cards = [card(), card()];
    await settled();
    connection.tell[0]?.(VIEW);
    cards[0]?.show("anna");
    cards[1]?.show("ben");
    await settled();
    expect([connection.asked, connection.undone]).toEqual([[[], ["anna", "ben"]], 1]);
    connection.tell[0]?.(VIEW);
    expect(told).toBe(2);
    connection.tell[1]?.(VIEW);
    expect(told).toBe(4);
  });

  it("keep a history until it has changed", async () => {
    let seen: View | undefined;
    card("anna", (view) => {
      seen = view;
    });
    await settled();
    connection.tell[0]?.({ ...VIEW, histories: { anna: [anna] } });
    connection.tell[0]?.(VIEW);
    expect(seen?.histories).toEqual({ anna: [anna] });
    connection.tell[0]?.({ ...VIEW, histories: { anna: [] } });
    expect(seen?.histories).toEqual({ anna: [] });
  });

  it("know after each change what is sent whole to who opens then", async () => {
    let seen: View | undefined;
    card("anna", (view) => {
      seen = view;
    });
    await settled();
    connection.tell[0]?.(FEED[0] as View);
    for (const [index, changes] of CHANGES.entries()) {
      for (const each of changes) connection.tell[0]?.(each);
      const { persons, histories, red_flags } = FEED[index + 1] as View;
      expect(seen?.persons).toEqual(persons);
      expect(seen).toMatchObject({ histories, red_flags });
    }
  });
});

import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { HomeAssistant } from "../src/hass";
import { follow, type View } from "../src/view";

const VIEW: View = {
  persons: [],
  now: "2026-11-22T20:30:00Z",
  red_flags: { emergency: [], urgent: [], soon: [] },
  emergency_number: null,
};

/** A connection as Home Assistant's is: lost and found again, and with refusals until BackCare is there. */
class Connection {
  refuses = false;
  lost = false;
  tell: ((view: View) => void)[] = [];
  undone = 0;
  private listeners: [string, () => void][] = [];

  addEventListener(event: string, listener: () => void): void {
    this.listeners.push([event, listener]);
  }

  removeEventListener(event: string, listener: () => void): void {
    this.listeners = this.listeners.filter((each) => each[0] !== event || each[1] !== listener);
  }

  async subscribeMessage(callback: (view: View) => void): Promise<() => Promise<void>> {
    if (this.refuses) throw { code: "unknown_command" };
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

async function following(): Promise<() => void> {
  const undo = follow(
    { connection } as unknown as HomeAssistant,
    () => {
      told += 1;
    },
    () => {
      unreachable += 1;
    },
  );
  await vi.advanceTimersByTimeAsync(0);
  return undo;
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
  const undo = follow(
    { connection } as unknown as HomeAssistant,
    () => undefined,
    () => undefined,
  );
  undo();
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

it("is one subscription for all who follow, and tells the later what the first was told", async () => {
  const undo = await following();
  connection.tell[0]?.(VIEW);
  const later: View[] = [];
  const other = follow(
    { connection } as unknown as HomeAssistant,
    (view) => later.push(view),
    () => undefined,
  );
  await vi.advanceTimersByTimeAsync(0);
  expect(connection.tell.length).toBe(1);
  // What the clock of Home Assistant is ahead by stays true.
  expect(later).toEqual([{ ...VIEW, now: "2026-11-22T20:30:00.000Z" }]);
  undo();
  expect(connection.undone).toBe(0);
  other();
  expect(connection.undone).toBe(1);
  await following();
  expect(connection.tell.length).toBe(2);
});

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { HomeAssistant } from "../src/hass";
import { actions, handOver, load, type Report } from "../src/report";
import { anna, hass, markup } from "./shown";

/** What was signed, shared, and saved by a link. */
let signed: string[];
let shared: string[];
let saved: string[];

const SIGNED: Partial<HomeAssistant> = {
  language: "de",
  callWS: async <T>(message: object) => {
    const { path } = message as { path: string };
    signed.push(path);
    return { path: `${path}&authSig=1` } as T;
  },
};
const home = () => Object.assign(hass(), SIGNED);

/** A browser that shares files, or answers so, or does not know how. */
function shares(share?: () => Promise<void>): void {
  const canShare = ({ files }: { files: File[] }) => files.length > 0;
  const told = async ({ files }: { files: File[] }) => {
    await share?.();
    shared.push(...files.map((file) => file.name));
  };
  vi.stubGlobal("navigator", share ? { canShare, share: told } : {});
}

beforeEach(() => {
  signed = [];
  shared = [];
  saved = [];
  const anchor = { href: "", download: "", remove: () => undefined };
  const click = () => saved.push(`${anchor.href} as ${anchor.download}`);
  const body = { append: () => undefined };
  vi.stubGlobal("document", { body, createElement: () => Object.assign(anchor, { click }) });
  vi.stubGlobal("window", { print: () => undefined });
  const headers = { "Content-Disposition": 'attachment; filename="report_anna.html"' };
  vi.stubGlobal("fetch", async () => new Response("<h1>Anna</h1>", { headers }));
});
afterEach(() => vi.unstubAllGlobals());

const read = (): Promise<Report> => load(home(), anna());

describe("the report", () => {
  it("is a page and a file in the language of the card", async () => {
    const { html, file } = await read();
    expect(html).toBe("<h1>Anna</h1>");
    expect([file.name, file.type, await file.text()]).toEqual([
      "report_anna.html",
      "text/html",
      html,
    ]);
    expect(signed).toEqual(["/api/backcare/report/anna?language=de"]);
  });

  it.each([
    ["who may not read it", async () => new Response("", { status: 401 })],
    ["no connection", () => Promise.reject(new TypeError("Failed to fetch"))],
  ])("is a failure without words for %s", async (_name, answer) => {
    vi.stubGlobal("fetch", answer);
    await expect(read()).rejects.toEqual({});
  });

  it("is shared where files can be shared", async () => {
    shares(async () => undefined);
    await handOver(home(), anna(), await read());
    expect([shared, saved]).toEqual([["report_anna.html"], []]);
  });

  it("is neither shared nor saved by who changed their mind", async () => {
    shares(() => Promise.reject(Object.assign(new Error(), { name: "AbortError" })));
    await handOver(home(), anna(), await read());
    expect([shared, saved]).toEqual([[], []]);
  });

  it.each([
    ["nothing can be shared", undefined],
    ["sharing fails", () => Promise.reject(new Error("NotAllowedError"))],
  ])("is saved by a new link where %s", async (_name, share) => {
    shares(share);
    await handOver(home(), anna(), await read());
    expect(saved).toEqual(["/api/backcare/report/anna?language=de&authSig=1 as report_anna.html"]);
  });
});

describe("the buttons of the report", () => {
  const buttons = async (external?: object) => {
    const report = await read();
    const shown = actions(
      Object.assign(home(), { auth: { external } }),
      report,
      () => undefined,
      () => undefined,
    );
    return [...markup(shown).matchAll(/>\s*(\w+)\s*<\/ha-button>/g)].map(([, text]) => text);
  };

  it("print and share", async () => {
    shares(async () => undefined);
    expect(await buttons()).toEqual(["Print", "Share"]);
  });

  it.each([
    ["an app", { print: () => undefined }, {}],
    ["a browser that cannot", {}, undefined],
  ])("do not print in %s", async (_name, window, external) => {
    vi.stubGlobal("window", window);
    shares(async () => undefined);
    expect(await buttons(external)).toEqual(["Share"]);
  });
});

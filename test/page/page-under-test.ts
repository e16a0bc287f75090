/**
 * Serves the built page with the app's content security policy, and opens it in Debian's chromium on the fake.
 * Runs under Node in the page tests. The rule: what is tested is this run's build, which every file shares and none
 * changes, so that files can run side by side; each error and warning that the page logs fails a test.
 */
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { inject, vi } from 'vitest';
import { contentPolicyOf } from '../../electron/platform/content-policy.ts';
import type { FakeOptions } from '../fakes/fake-authenticator.ts';

/** axe-core reads every element of a screen; beside other tests on two cores that takes its time. */
vi.setConfig({ testTimeout: 60_000 });

const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
/**
 * What Playwright turns off, said again because the last list counts alone, and the two pages that each new window loads
 * for the suggestions under its address bar, which is never shown: they cost more than opening the page under test.
 */
const FEATURES_OFF = [
  ...['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup'],
  ...['HttpsFirstBalancedModeAutoEnable', 'HttpsUpgrades', 'LensOverlay', 'MediaRouter', 'OptimizationHints'],
  ...['NetworkTimeServiceQuerying', 'PaintHolding', 'PreconnectToSearch', 'ThirdPartyStoragePartitioning'],
];
const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  `--disable-features=${FEATURES_OFF.join(',')}`,
];

/** Chromium's warning that a screen reader still finds what lies behind a dialog, since the focus was there. */
const BEHIND_IS_READ = 'Blocked aria-hidden';

const CONTENT_TYPES: { readonly [extension: string]: string } = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.bmp': 'image/bmp',
};

function serve(folder: string, captured: ReadonlyMap<string, Uint8Array>): Promise<Server> {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://page');
    const name = pathname === '/' ? 'index.html' : pathname.slice(1);
    const file = path.join(folder, name);
    try {
      const body = captured.get(pathname) ?? (await readFile(file));
      response.writeHead(200, {
        'content-type': CONTENT_TYPES[path.extname(file)] ?? 'application/octet-stream',
        'content-security-policy': contentPolicyOf(name),
      });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  return once(server.listen(0, '127.0.0.1'), 'listening').then(() => server);
}

export interface OpenOptions extends BrowserContextOptions {
  readonly fake?: FakeOptions;
  /** The page's file; index.html when left out. */
  readonly file?: string;
  /** Freezes the page's clock here (Unix milliseconds); tests then move it. */
  readonly atMs?: number;
  /** The page's clocks stand still, `Date` here (Unix milliseconds); its timers go on. */
  readonly stillAtMs?: number;
}

export class PageUnderTest {
  readonly #launch: () => Promise<Browser>;
  #browser: Browser;
  readonly #server: Server;
  readonly #fakeScript: string;
  readonly #captured: Map<string, Uint8Array>;
  /** What went wrong in any page opened so far: script errors, refusals by the policy, and what lies behind a dialog but is read. */
  readonly problems: string[] = [];

  constructor(
    launch: () => Promise<Browser>,
    browser: Browser,
    server: Server,
    fakeScript: string,
    captured: Map<string, Uint8Array>,
  ) {
    this.#launch = launch;
    this.#browser = browser;
    this.#server = server;
    this.#fakeScript = fakeScript;
    this.#captured = captured;
  }

  /**
   * @param switches chromium's own, for all of the file's pages
   * @param folder a built page other than the app's, as buildPage made it
   */
  static async start(
    switches: readonly string[] = [],
    folder: string = inject('pageFolder'),
  ): Promise<PageUnderTest> {
    const captured = new Map<string, Uint8Array>();
    const fakeScript = await readFile(inject('fakeScript'), 'utf8');
    const server = await serve(folder, captured);
    const launch = () =>
      chromium.launch({ executablePath: CHROMIUM, args: [...CHROMIUM_FLAGS, ...switches] });
    return new PageUnderTest(launch, await launch(), server, fakeScript, captured);
  }

  /** Opens the page anew and closes the one before: dozens of them, each counting down, slow a busy machine to timeouts. */
  async open({ fake = {}, file = '', atMs, stillAtMs, ...options }: OpenOptions = {}): Promise<Page> {
    // One that the system ended takes the test with it in which that happened, and no other.
    if (!this.#browser.isConnected()) this.#browser = await this.#launch();
    await Promise.all(this.#browser.contexts().map((context) => context.close()));
    const context = await this.#browser.newContext({ viewport: { width: 480, height: 720 }, ...options });
    const page = await context.newPage();
    page.on('pageerror', (error) => this.problems.push(String(error)));
    page.on('console', (message) => {
      const isProblem = message.type() === 'error' || message.text().startsWith(BEHIND_IS_READ);
      if (isProblem) this.problems.push(message.text());
    });
    if (atMs !== undefined) await page.clock.install({ time: atMs });
    if (stillAtMs !== undefined) {
      await page.clock.setFixedTime(stillAtMs);
      await page.addInitScript(() => {
        const stillMs = performance.now();
        performance.now = () => stillMs;
      });
    }
    await page.addInitScript(`window.fakeOptions = ${JSON.stringify(fake)};\n${this.#fakeScript}`);
    await page.goto(`http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/${file}`);
    return page;
  }

  /** Serves bytes as main serves captured pictures, though more than once; the answer is their address. */
  serve(name: string, bytes: Uint8Array): string {
    const address = `/capture/${name}`;
    this.#captured.set(address, bytes);
    return address;
  }

  async stop(): Promise<void> {
    await this.#browser.close();
    this.#server.close();
  }
}

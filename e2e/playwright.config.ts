// How the walks run: in the Chromium that this machine has (none is downloaded), two files at a time, each with servers of its own.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { defineConfig } from '@playwright/test';

const inCi = process.env['CI'] === 'true';

/** The browser's program: `CHROMIUM`, or the first of the usual names on the PATH. `cargo xtask setup` looks for the same. */
function browser(): string {
  const named = process.env['CHROMIUM'];
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const candidates = named ? [named] : names.flatMap((name) => folders.map((folder) => join(folder, name)));
  const found = candidates.find(isProgram);
  if (!found) throw new Error('Run `cargo xtask setup`, or let CHROMIUM name a Chromium or Chrome: none was found.');
  return found;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: 'test-results',
  workers: 2,
  fullyParallel: false,
  // A walk that passes only at the second try has found something.
  retries: 0,
  forbidOnly: inCi,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  use: {
    locale: 'en-US',
    // What a worker answers in the network's place, no walk could stop or see; the one about the worker allows it.
    serviceWorkers: 'block',
    // Not the zone of the practice in the demo, so that a time without its zone shows.
    timezoneId: 'Europe/Madrid',
    actionTimeout: 15_000,
    navigationTimeout: 30_000,
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: browser(),
      args: [
        '--no-sandbox',
        '--no-first-run',
        '--disable-gpu',
        '--disable-quic',
        '--disable-sync',
        '--disable-background-networking',
        '--disable-component-update',
        // Our pages ask nobody else for anything: any other name does not resolve.
        '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE *.localhost, EXCLUDE 127.0.0.1',
      ],
    },
  },
});

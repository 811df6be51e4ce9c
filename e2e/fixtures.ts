// What every walk begins with: a demonstration of its own for each worker, a device for each person, the mailbox, and `look`.
import { type BrowserContext, type Page, test as base, expect } from '@playwright/test';
import { Mailbox } from './mailbox.ts';
import { Practice } from './practice.ts';
import { type DemoServer, type Login, startDemo } from './server.ts';
import { Watch } from './watch.ts';

/** The sample practice that most walks happen in. */
export const WILLOW = 'willow-reed';
/** The one next door, for walks that change what everybody in a practice meets. */
export const HARBOR = 'harbor-street';

/** What somebody holds in their hands. */
export interface Device {
  /** A phone in a waiting room, or the window on a desk. */
  size?: 'phone' | 'desk';
  /** Who is signed in on it from the start; nobody when left out. */
  as?: Login;
  /** What its browser prefers to read. */
  locale?: string;
  /** Where it is; far from the practice when left out, so that a time shown in the wrong zone stands out. */
  zone?: string;
  /** Other sites that it goes to. */
  visits?: string[];
}

/** A person's device with one page open; the page knows where the server is. */
export type NewDevice = (device?: Device) => Promise<Page>;

interface ForWorker {
  demo: DemoServer;
  mailbox: Mailbox;
  /** The owner's hands: what has to be there before a walk begins is done through the API. */
  practice: Practice;
  /** The same for the practice next door. */
  harbor: Practice;
}

interface ForWalk {
  device: NewDevice;
}

export const test = base.extend<ForWalk, ForWorker>({
  demo: [
    async ({}, use) => {
      const demo = await startDemo();
      await use(demo);
      await demo.stop();
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  mailbox: [async ({ demo }, use) => use(new Mailbox(demo.url)), { scope: 'worker' }],
  practice: [
    async ({ demo }, use) => {
      const practice = new Practice(demo, WILLOW);
      await use(practice);
      await practice.leave();
    },
    { scope: 'worker' },
  ],
  harbor: [
    async ({ demo }, use) => {
      const practice = new Practice(demo, HARBOR);
      await use(practice);
      await practice.leave();
    },
    { scope: 'worker' },
  ],
  device: async ({ browser, demo, practice }, use) => {
    const devices = new Devices();
    await use(async (device = {}) => {
      const storageState = device.as ? await practice.signedIn(device.as) : undefined;
      const context = await browser.newContext({ ...shape(device), baseURL: demo.url, ...(storageState ? { storageState } : {}) });
      return devices.add(context, demo.url, device.visits);
    });
    await devices.close();
  },
});

export { expect };

/** Browsers that are watched from the first page to the last. */
export class Devices {
  private readonly all: { context: BrowserContext; watch: Watch }[] = [];

  async add(context: BrowserContext, origin: string, also: string[] = []): Promise<Page> {
    await Watch.prepare(context);
    this.all.push({ context, watch: new Watch(context, origin, also) });
    return context.newPage();
  }

  async close(): Promise<void> {
    for (const { context } of this.all) await context.close();
    for (const { watch } of this.all) watch.nothingHappened();
  }
}

/** The window of a device, as a new browser takes it. */
export function shape({ size = 'desk', locale = 'en-US', zone = 'Europe/Madrid' }: Device) {
  const viewport = size === 'phone' ? { width: 390, height: 844 } : { width: 1280, height: 800 };
  return { viewport, locale, timezoneId: zone, ...(size === 'phone' ? { hasTouch: true } : {}) };
}

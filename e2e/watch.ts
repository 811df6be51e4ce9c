// What no page may do, noticed while somebody walks: errors in the console, anything the content security policy stops, requests
// to other places, answers that say the server failed.
import { type BrowserContext, expect } from '@playwright/test';

/** What was noticed in one browser; nothing is to be fetched from elsewhere than `origin` and what is in `also`. */
export class Watch {
  private readonly noticed: string[] = [];

  constructor(
    context: BrowserContext,
    private readonly origin: string,
    also: string[] = [],
  ) {
    context.on('console', (message) => {
      const refusal = message.text().startsWith('Failed to load resource') && message.location().url.startsWith(`${origin}/api/v1/`);
      // The browser logs each refusal of the API; that it is refused may be what the walk is about.
      if (message.type() === 'error' && !refusal) this.noticed.push(`console: ${message.text()} (${message.location().url})`);
    });
    context.on('weberror', (thrown) => this.noticed.push(`thrown: ${thrown.error().message}`));
    context.on('request', (request) => {
      const { protocol } = new URL(request.url());
      const known = [origin, ...also].some((place) => request.url().startsWith(`${place}/`));
      if (protocol.startsWith('http') && !known) this.noticed.push(`elsewhere: ${request.url()}`);
    });
    context.on('response', (response) => {
      if (response.status() >= 500) this.noticed.push(`${response.status()}: ${response.request().method()} ${response.url()}`);
    });
  }

  /** Has every page of this browser tell what the content security policy stops. */
  static async prepare(context: BrowserContext): Promise<void> {
    await context.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) => {
        console.error(`content security policy: ${event.violatedDirective} stopped ${event.blockedURI || event.sample}`);
      });
    });
  }

  /** Fails when anything was noticed since the last time. */
  nothingHappened(): void {
    expect(this.noticed.splice(0), `what ${this.origin} should not have done`).toEqual([]);
  }
}

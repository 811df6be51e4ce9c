// What a page takes of the one thread that it has.
import type { Page } from '@playwright/test';

/** Makes the processor so many times slower for a page, until what it gives is called. */
export async function slow(page: Page, rate: number): Promise<() => Promise<void>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate });
  // It lasts as long as the session.
  return () => session.detach();
}

/**
 * Types as quickly as people do; gives what each key took, in milliseconds: its handlers, what they set off, and the frame that
 * shows it (style, layout, paint). Without the time in which the page could do something else, as until the frame has its turn.
 */
export async function typed(page: Page, text: string): Promise<number[]> {
  const counting = await page.evaluateHandle(() => {
    const all: number[] = [];
    let before = 0;
    let pressed = 0;
    const next = (act: () => void) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = act;
      port2.postMessage(null);
    };
    const down = () => (pressed = performance.now());
    const downEnds = () => (before = performance.now() - pressed);
    const press = () => (pressed = performance.now());
    const input = () => {
      const [begun, place] = [pressed, all.push(before) - 1];
      let handled = Infinity;
      // What the handlers set off comes right behind them, unless the frame comes first.
      next(() => (handled = performance.now()));
      requestAnimationFrame(() => {
        const frame = performance.now();
        next(() => (all[place] = (all[place] ?? 0) + Math.min(handled, frame) - begun + performance.now() - frame));
      });
    };
    addEventListener('keydown', down, true);
    addEventListener('keydown', downEnds);
    addEventListener('keypress', press, true);
    addEventListener('input', input);
    return {
      stop: () => {
        removeEventListener('keydown', down, true);
        removeEventListener('keydown', downEnds);
        removeEventListener('keypress', press, true);
        removeEventListener('input', input);
        return new Promise<number[]>((done) => requestAnimationFrame(() => next(() => done(all))));
      },
    };
  });
  await page.keyboard.type(text, { delay: 60 });
  return counting.evaluate(({ stop }) => stop());
}

/**
 * What something takes of the thread, in milliseconds: all of it, saving and timers, too. The processor's own time: other
 * programs beside it hardly count.
 */
export async function spent(page: Page, act: () => Promise<unknown>): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const now = async () => (await session.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN;
  const before = await now();
  await act();
  const taken = (await now()) - before;
  await session.detach();
  return taken * 1_000;
}

/** The one that so many of a hundred do not exceed. */
export function percentile(all: number[], of: number): number {
  const sorted = all.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * of) / 100))] ?? NaN;
}

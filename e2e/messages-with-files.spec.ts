// Files go both ways, are shown only where that is safe, and are refused in words (M4).
import { readFile } from 'node:fs/promises';
import { expect, test } from './fixtures.ts';
import { clientFinds, conversation, said } from './inbox.ts';
import { look } from './look.ts';
import { PICTURE, attached, box, choose, openTalk, sendButton } from './messages.ts';

test('files in both directions', async ({ device, practice }) => {
  const client = await practice.activeClient('Celia', 'Rowan');
  const id = await conversation(practice, client.client);
  const page = await device({ as: client });
  await openTalk(page, id);
  await choose(page, { name: 'my notes.txt', content: 'Slept: six hours.\n' }, { name: 'sleep.png', content: PICTURE });
  await expect(attached(page)).toHaveCount(2);
  await expect(page.locator('.attached progress')).toHaveCount(0);
  await look(page, 'portal-messages-files-chosen');
  await box(page).fill('My diary.');
  await sendButton(page).click();
  await expect(said(page, 'My diary.')).toContainText('Sent');
  await expect(attached(page)).toHaveCount(0);
  await expect(said(page, 'My diary.').getByRole('img', { name: 'Picture: sleep.png' })).toBeVisible();
  await look(page, 'portal-messages-files');

  const desk = await device({ as: practice.owner });
  await desk.goto(`/admin/messages/${id}`);
  const there = said(desk, 'My diary.');
  await expect(there.getByRole('img', { name: 'Picture: sleep.png' })).toBeVisible();
  const coming = desk.waitForEvent('download');
  await there.getByRole('button', { name: 'Save my notes.txt' }).click();
  const download = await coming;
  expect(download.suggestedFilename()).toBe('my notes.txt');
  expect(await readFile(await download.path(), 'utf8')).toBe('Slept: six hours.\n');

  await choose(desk, { name: 'letter.txt', content: 'To whom it may concern.\n' });
  await expect(attached(desk)).toContainText('1 kB');
  await sendButton(desk).click();
  const letter = page.getByRole('button', { name: 'Save letter.txt' });
  await expect(letter, 'a message may be a file only').toBeVisible();
  const saved = page.waitForEvent('download');
  await letter.click();
  expect(await readFile(await (await saved).path(), 'utf8')).toBe('To whom it may concern.\n');
});

test('what does not go is said, kept apart, and removed before sending', async ({ device, practice }) => {
  const client = await practice.activeClient('Dov', 'Amsel');
  const id = await conversation(practice, client.client);
  const page = await device({ as: client });
  await openTalk(page, id);
  await choose(
    page,
    { name: 'holiday.png', content: '<!doctype html><script>document.title = "taken over"</script>' },
    { name: 'nothing.pdf', content: '' },
    { name: 'film.pdf', content: Buffer.alloc(25 * 1024 * 1024 + 1, 'x') },
    { name: 'fine.txt', content: 'fine' },
  );
  await expect(attached(page)).toHaveCount(4);
  await expect(attached(page).filter({ hasText: 'holiday.png' }).getByRole('alert')).toContainText('cannot be sent. PDF, PNG, JPEG');
  await expect(attached(page).filter({ hasText: 'nothing.pdf' }).getByRole('alert')).toContainText('is empty');
  await expect(attached(page).filter({ hasText: 'film.pdf' }).getByRole('alert')).toContainText('larger than 25 MB');
  await look(page, 'portal-messages-files-refused');
  await box(page).fill('One of four.');
  await sendButton(page).click();
  await expect(page.getByText('A file was not uploaded.'), 'nothing goes without what was chosen, unsaid').toBeVisible();
  await expect(said(page, 'One of four.')).toHaveCount(0);
  for (const name of ['holiday.png', 'nothing.pdf', 'film.pdf']) await page.getByRole('button', { name: `Remove ${name}` }).click();
  await sendButton(page).click();
  await expect(said(page, 'One of four.')).toContainText('fine.txt');
  const sent = async () => (await clientFinds(practice, client, id))[0]?.files.map(({ name }) => name);
  await expect.poll(sent).toEqual(['fine.txt']);
  await expect(page).toHaveTitle(/Jordan Hale/);
});

test('an upload that breaks off can be tried again; too many at once are said', async ({ device, practice }) => {
  const client = await practice.activeClient('Edda', 'Lorenz');
  const id = await conversation(practice, client.client);
  const page = await device({ as: client });
  await openTalk(page, id);
  await page.route('**/files', (route) => route.abort());
  await choose(page, { name: 'plan.txt', content: 'A plan.' });
  const file = attached(page).filter({ hasText: 'plan.txt' });
  await expect(file.getByRole('alert')).toContainText('could not be uploaded');
  await page.unroute('**/files');
  await file.getByRole('button', { name: 'Try again' }).click();
  await expect(file.getByRole('alert')).toHaveCount(0);
  await expect(file).toContainText('1 kB');
  await choose(page, ...Array.from({ length: 11 }, (_, n) => ({ name: `part ${n}.txt`, content: `part ${n}` })));
  await expect(page.getByText('A message takes 10 files.')).toBeVisible();
  await expect(attached(page)).toHaveCount(10);
});

test('files are pasted and dropped, too', async ({ device, practice }) => {
  const client = await practice.activeClient('Juna', 'Farkas');
  const id = await conversation(practice, client.client);
  const page = await device({ as: client });
  await openTalk(page, id);
  for (const kind of ['paste', 'drop'] as const) {
    await page.locator('.composer').evaluate((composer, type) => {
      const data = new DataTransfer();
      data.items.add(new File([`by ${type}`], `${type}.txt`, { type: 'text/plain' }));
      const about = { bubbles: true, cancelable: true };
      const event =
        type === 'paste' ? new ClipboardEvent('paste', { ...about, clipboardData: data }) : new DragEvent('drop', { ...about, dataTransfer: data });
      composer.querySelector('textarea')!.dispatchEvent(event);
    }, kind);
    await expect(attached(page).filter({ hasText: `${kind}.txt` })).toContainText('1 kB');
  }
  await sendButton(page).click();
  await expect(said(page, 'paste.txt')).toContainText('drop.txt');
});

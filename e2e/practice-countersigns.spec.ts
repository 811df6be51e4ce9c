// The practice signs after its client; whoever has the PDF can ask whether it was made there (D7, D8, D9).
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type Page } from '@playwright/test';
import { heading, portal } from './client.ts';
import { consent, share, signs, state, title } from './documents.ts';
import { WILLOW, expect, test } from './fixtures.ts';
import { look } from './look.ts';
import { openDocument } from './signing.ts';
import { toast } from './staff.ts';

/** The PDF that the client is given for this document. */
async function downloaded(page: Page, name: string): Promise<Buffer> {
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: `Download PDF: ${name}` }).click();
  const download = await coming;
  expect(download.suggestedFilename()).toBe(`${name}.pdf`);
  const pdf = await readFile(await download.path());
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  return pdf;
}

test('d8_d9 signed by both, kept at home, and checked by somebody who has the file', async ({ device, practice }) => {
  const name = title('Treatment');
  const client = await practice.activeClient('Marit', 'Solheim');
  const [sent] = await share(practice, client.client, [await consent(practice, name, { countersign: true })]);
  const id = sent!.id;
  await signs(practice, client, id);
  const phone = await device({ size: 'phone', as: client });
  await openDocument(phone, id, name);
  await expect(phone.getByText('Jordan Hale, for the practice')).toHaveCount(0);
  const first = await downloaded(phone, name);

  const desk = await device({ as: practice.owner });
  await desk.goto(`/admin/documents/${id}`);
  await expect(desk.getByText('To countersign')).toBeVisible();
  await desk.getByRole('button', { name: 'Countersign' }).click();
  const dialog = desk.getByRole('dialog', { name: `Countersign “${name}”` });
  await dialog.getByLabel('Your full name').fill('Jordan Hale');
  await look(desk, 'admin-document-countersign');
  await dialog.getByRole('button', { name: 'Sign', exact: true }).click();
  await expect(toast(desk, 'Signed by both.')).toBeVisible();
  await desk.getByRole('button', { name: 'Check that nothing was changed' }).click();
  await expect(desk.locator('#content').getByText('Nothing was changed.')).toBeVisible();
  await look(desk, 'admin-document-countersigned');
  expect(await state(practice, client.client, name)).toBe('countersigned');

  await phone.reload();
  await expect(phone.getByText(/^Marit Solheim, on /)).toBeVisible();
  await expect(phone.getByText(/^Jordan Hale, for the practice, on /)).toBeVisible();
  await look(phone, 'portal-documents-countersigned');
  const both = await downloaded(phone, name);
  expect(both.equals(first), 'another file than before').toBe(false);

  // Somebody else, who is not signed in anywhere.
  const stranger = await device();
  await stranger.goto(portal(WILLOW, '/verify'));
  await expect(heading(stranger, 'Check a signed document')).toBeVisible();
  await look(stranger, 'portal-verify');
  const bodies: string[] = [];
  stranger.on('request', (request) => {
    const body = request.postDataBuffer();
    if (body) bodies.push(body.toString('latin1'));
  });
  const changed = Buffer.from(both);
  changed[changed.length >> 1]! ^= 1;
  const yes = stranger.getByText('This file was signed here', { exact: true });
  const no = stranger.getByText('This file was not signed here', { exact: true });
  const choose = (file: string, buffer: Buffer) => stranger.locator('input[type=file]').setInputFiles({ name: file, mimeType: 'application/pdf', buffer });
  await choose('both.pdf', both);
  await expect(yes).toBeVisible();
  await look(stranger, 'portal-verify-yes');
  await choose('changed.pdf', changed);
  await expect(no, 'one bit is enough').toBeVisible();
  await expect(yes).toHaveCount(0);
  await look(stranger, 'portal-verify-no');
  // The one that the client had before stays good, and a file can be dropped, too.
  await stranger.locator('.drop').evaluate((drop, bytes) => {
    const data = new DataTransfer();
    data.items.add(new File([Uint8Array.from(bytes)], 'first.pdf', { type: 'application/pdf' }));
    drop.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data }));
  }, [...first]);
  await expect(yes).toBeVisible();
  await expect(stranger.getByText('“first.pdf” is unchanged')).toBeVisible();
  const hashes = [both, changed, first].map((pdf) => createHash('sha256').update(pdf).digest('hex'));
  expect(bodies.map((body) => JSON.parse(body)), 'all that left the browser').toEqual(hashes.map((sha256) => ({ sha256 })));
});

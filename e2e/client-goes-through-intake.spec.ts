// A client signs and fills what was sent, one after another; left in the middle on a phone, finished on a desktop (D3 to D7).
import { readFile } from 'node:fs/promises';
import { heading, isIn, portal } from './client.ts';
import { consent, form, sentTo, share, state, title } from './documents.ts';
import { WILLOW, expect, test } from './fixtures.ts';
import { look } from './look.ts';
import type { Practice } from './practice.ts';
import { sign } from './signing.ts';

const QUESTIONS = [
  { key: 'called', kind: 'short_text', label: 'How would you like us to call you?' },
  { key: 'before', kind: 'yes_no', label: 'Have you been in therapy before?', required: true },
  { key: 'when', kind: 'short_text', label: 'When was that?', required: true, show_if: { question: 'before', is: ['yes'] } },
  { key: 'reason', kind: 'long_text', label: 'What would you like to talk about?', required: true },
];

/** Two documents to sign and a form, sent to a client who has come in. */
async function intake(practice: Practice, first: string, last: string) {
  const names = { policies: title('Policies'), treatment: title('Treatment'), questions: title('Questions') };
  const templates = [await consent(practice, names.policies), await consent(practice, names.treatment, { countersign: true }), await form(practice, names.questions, QUESTIONS)];
  const client = await practice.activeClient(first, last);
  await share(practice, client.client, templates);
  return { client, names };
}

test('d3_d5 the whole intake, begun on a phone and finished on a desktop', async ({ device, practice }) => {
  const { client, names } = await intake(practice, 'Ida', 'Bergholt');
  const phone = await device({ size: 'phone', as: client });
  await phone.goto(portal(WILLOW, '/home'));
  await isIn(phone, 'Ida');
  await look(phone, 'portal-home-documents');
  await phone.getByRole('link', { name: 'Get started' }).click();
  await expect(heading(phone, names.policies)).toBeVisible();
  await expect(phone.getByText('1 of 3')).toBeVisible();
  await look(phone, 'portal-documents-sign');

  // Nobody signs electronically who was not told what that means.
  await phone.getByRole('button', { name: 'I agree to electronic records and signatures' }).click();
  await sign(phone, 'Ida Bergholt');
  await expect(heading(phone, names.treatment)).toBeVisible();
  await expect(phone.getByText('2 of 3')).toBeVisible();
  expect(await state(practice, client.client, names.policies)).toBe('completed');

  // Left here; the next day on a desktop, it goes on where it was.
  await phone.close();
  const desk = await device({ as: client });
  await desk.goto(portal(WILLOW, '/home'));
  await desk.getByRole('link', { name: /^(Get started|Continue)$/ }).click();
  await expect(heading(desk, names.treatment)).toBeVisible();
  await sign(desk, 'Ida Bergholt');
  await expect(heading(desk, names.questions)).toBeVisible();
  await expect(desk.getByText('3 of 3')).toBeVisible();
  await desk.getByLabel('How would you like us to call you?').fill('Ida');
  await expect(desk.getByLabel('When was that?')).toBeHidden();
  await desk.getByRole('radio', { name: 'Yes' }).check();
  await expect(desk.getByLabel('When was that?')).toBeVisible();
  await expect(desk.locator('#content').getByText('Saved', { exact: true })).toBeVisible();
  await look(desk, 'portal-documents-fill');

  // What is missing is named, each by its question.
  await desk.getByRole('button', { name: 'Submit' }).click();
  await expect(desk.getByRole('alert').filter({ hasText: 'Please check these answers' })).toBeVisible();
  await desk.getByLabel('When was that?').fill('In 2019');
  await desk.getByLabel('What would you like to talk about?').fill('I worry a lot.');
  await desk.getByRole('button', { name: 'Submit' }).click();
  await expect(heading(desk, 'Please check your answers')).toBeVisible();
  await expect(desk.getByText('In 2019')).toBeVisible();
  await look(desk, 'portal-documents-review');
  await desk.getByRole('link', { name: 'Make corrections' }).click();
  await desk.getByLabel('When was that?').fill('In 2020');
  await desk.getByRole('button', { name: 'Submit' }).click();
  await expect(desk.getByText('In 2020')).toBeVisible();
  await desk.getByRole('button', { name: 'Submit' }).click();
  await expect(heading(desk, 'Thank you')).toBeVisible();
  await look(desk, 'portal-documents-everything-done');
  expect(await state(practice, client.client, names.questions)).toBe('submitted');

  // What was signed can be kept.
  await desk.goto(portal(WILLOW, '/documents'));
  await look(desk, 'portal-documents');
  const coming = desk.waitForEvent('download');
  await desk.getByRole('button', { name: `Download PDF: ${names.policies}` }).click();
  const pdf = await readFile(await (await coming).path());
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
});

test('d5 what is typed without a line is kept, and saved when there is one again', async ({ device, practice }) => {
  const name = title('Offline');
  const client = await practice.activeClient('Otto', 'Lindgren');
  await share(practice, client.client, [await form(practice, name, QUESTIONS)]);
  const page = await device({ size: 'phone', as: client });
  const [sent] = await sentTo(practice, client.client);
  await page.goto(portal(WILLOW, `/documents/${sent?.id}`));
  await expect(heading(page, name)).toBeVisible();
  await page.route('**/answers', (route) => route.abort());
  await page.getByLabel('What would you like to talk about?').fill('Written on a train, in a tunnel.');
  await expect(page.locator('#content').getByText(/Kept on this device/)).toBeVisible();
  await look(page, 'portal-documents-offline');
  await page.unroute('**/answers');
  await expect(page.locator('#content').getByText('Saved', { exact: true })).toBeVisible({ timeout: 30_000 });
  const other = await device({ as: client });
  await other.goto(portal(WILLOW, `/documents/${sent?.id}`));
  await expect(other.getByLabel('What would you like to talk about?')).toHaveValue('Written on a train, in a tunnel.');
});

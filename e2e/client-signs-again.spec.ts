// What holds for a month is asked for anew; what nobody finished in time is not asked for any more (D11). The clock of the
// sample practice has done the waiting: Eleanor was sent both more than a month ago.
import { heading, portal } from './client.ts';
import { sentTo } from './documents.ts';
import { WILLOW, expect, test } from './fixtures.ts';
import { look } from './look.ts';
import { openDocument, sign } from './signing.ts';

const AGAIN = 'Permission to speak with your physician';
const EXPIRED = 'Permission to speak with your partner';

test('d11 signed a month ago, and again today; never opened, and over', async ({ device, mailbox, practice }) => {
  const login = practice.login('client', 'Eleanor');
  const { items } = await practice.call<{ items: { id: string }[] }>('get', '/practice/clients?search=Whitcombe');
  const client = { id: items[0]!.id, first: 'Eleanor', last: 'Whitcombe', email: login.email };
  const sent = await sentTo(practice, client);
  const [now, before] = sent.filter((document) => document.title === AGAIN);
  const expired = sent.find((document) => document.title === EXPIRED);
  expect([now?.state, before?.state, expired?.state]).toEqual(['sent', 'completed', 'expired']);
  const letter = await mailbox.newest(login.email, 'documents_shared');
  expect(letter.text).not.toContain('physician');

  const phone = await device({ size: 'phone', as: login });
  await phone.goto(portal(WILLOW, '/documents'));
  await look(phone, 'portal-documents-again');
  await openDocument(phone, expired!.id, EXPIRED);
  await expect(phone.getByText('The time for this document is over')).toBeVisible();
  await expect(phone.getByRole('checkbox')).toHaveCount(0);
  await look(phone, 'portal-documents-expired');
  await phone.getByRole('link', { name: 'Next document' }).click();
  await expect(heading(phone, AGAIN)).toBeVisible();
  await sign(phone, 'Eleanor Whitcombe');
  await expect(heading(phone, 'Thank you')).toBeVisible();
  await openDocument(phone, before!.id, AGAIN);
  await expect(phone.getByText(/^Eleanor Whitcombe, on /), 'the first stays hers to read').toBeVisible();

  const desk = await device({ as: practice.owner });
  await desk.goto(`/admin/documents/${before!.id}`);
  await expect(desk.getByText('Sent anew, since its time was over')).toBeVisible();
  await look(desk, 'admin-document-renewed');
  await desk.goto(`/admin/documents/${expired!.id}`);
  await expect(desk.getByText('Its time ran out')).toBeVisible();
  expect((await sentTo(practice, client)).filter(({ title, state }) => title === AGAIN && state === 'completed')).toHaveLength(2);
});

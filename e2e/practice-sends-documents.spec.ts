// What the practice sends: packets, documents with an invitation and with an accepted request, who has what open (D2, D9).
import { asksFor, mondayIn } from './calendar.ts';
import { heading, portal, refusal } from './client.ts';
import { consent, form, sentTo, share, signs, state, title } from './documents.ts';
import { HARBOR, WILLOW, expect, test } from './fixtures.ts';
import { look } from './look.ts';
import type { Practice } from './practice.ts';
import { clientPage, clientTab, sendInvitation, toast } from './staff.ts';

const QUESTIONS = [{ key: 'why', kind: 'long_text', label: 'What brings you here?' }];

test('d2 a packet goes along with an invitation, and a document with an accepted request', async ({ device, harbor, mailbox }) => {
  const names = { policies: title('Policies'), questions: title('Questions'), packet: title('First visit') };
  await consent(harbor, names.policies);
  await form(harbor, names.questions, QUESTIONS);
  const desk = await device({ as: harbor.owner });
  await desk.goto('/admin/documents/packets');
  await desk.getByRole('link', { name: 'New packet' }).click();
  await desk.getByLabel('Name').fill(names.packet);
  const chooser = desk.getByLabel('Add a document');
  await chooser.selectOption({ label: `${names.questions} (form)` });
  await chooser.selectOption({ label: `${names.policies} (consent)` });
  await desk.getByRole('button', { name: `Move “${names.policies}” up` }).click();
  await expect(desk.getByRole('list', { name: 'Documents of this packet' }).locator('.words')).toHaveText([names.policies, names.questions]);
  await desk.getByRole('checkbox', { name: 'For new clients' }).check();
  await look(desk, 'admin-packet');
  await desk.getByRole('button', { name: 'Save' }).click();
  const row = desk.getByRole('row').filter({ hasText: names.packet });
  await expect(row).toContainText('For new clients');
  await expect(row.getByRole('listitem')).toHaveText([names.policies, names.questions]);
  await look(desk, 'admin-packets');

  // Who is invited for the first time gets it without a further press; the e-mail names nothing of it.
  const invited = await harbor.addClient('Ines', 'Valdermo');
  await clientTab(desk, invited);
  await expect(desk.getByRole('combobox', { name: 'Packet' })).toHaveValue(/./);
  await expect(desk.getByText('Documents to send along: 2')).toBeVisible();
  await look(desk, 'admin-invitation-documents');
  await sendInvitation(desk);
  await mailbox.newest(invited.email, 'portal_invitation');
  for (const mail of await mailbox.to(invited.email)) expect(`${mail.subject} ${mail.text}`).not.toContain(names.policies);
  expect((await sentTo(harbor, invited)).map((one) => one.title).sort()).toEqual([names.policies, names.questions].sort());

  // Who asked for a time gets what was ticked, and finds it.
  const known = await harbor.activeClient('Levi', 'Norring');
  const { id } = await asksFor(harbor, known, mondayIn(5));
  await desk.goto(`/admin/requests/${id}/accept`);
  await desk.getByText('Documents to send along').click();
  await desk.getByRole('checkbox', { name: names.policies }).check();
  await expect(desk.getByText('Documents to send along: 1')).toBeVisible();
  await look(desk, 'admin-request-accept-documents');
  await desk.getByRole('button', { name: 'Accept' }).click();
  await expect(toast(desk, 'Accepted: Levi Norring.')).toBeVisible();
  const phone = await device({ size: 'phone', as: known });
  await phone.goto(portal(HARBOR, '/documents'));
  await expect(phone.getByRole('link', { name: names.policies })).toBeVisible();
  expect(await sentTo(harbor, known.client)).toHaveLength(1);

  // A packet that is removed takes nothing with it.
  await desk.goto('/admin/documents/packets');
  await row.getByRole('link', { name: names.packet }).click();
  await desk.getByRole('button', { name: 'Remove', exact: true }).click();
  await desk.getByRole('dialog', { name: `Remove the packet “${names.packet}”?` }).getByRole('button', { name: 'Remove packet' }).click();
  await expect(row).toHaveCount(0);
  expect(await sentTo(harbor, invited)).toHaveLength(2);
});

test('d9 what is open is shared with a day, reminded of, and taken back with a reason', async ({ device, practice, mailbox }) => {
  const name = title('Release');
  await consent(practice, name);
  const { client, ...login } = await practice.activeClient('Tilda', 'Ashgrove');
  const desk = await device({ as: practice.owner });
  await clientPage(desk, client);
  await desk.getByRole('navigation', { name: 'Client', exact: true }).getByRole('link', { name: 'Documents' }).click();
  await expect(desk.getByText('No documents yet')).toBeVisible();
  await desk.getByRole('link', { name: 'Share documents' }).click();
  await desk.getByLabel('Packet').selectOption({ label: 'None' });
  await desk.getByRole('button', { name: 'Share', exact: true }).click();
  await expect(refusal(desk)).toContainText('Packet: Choose a packet or at least one document.');
  await expect(desk.getByLabel('Packet')).toHaveAccessibleDescription(/Choose a packet or at least one document\./);
  await desk.getByRole('checkbox', { name }).check();
  await expect(refusal(desk), 'it goes with the choice').toBeHidden();
  const day = new Date(Date.now() + 9 * 86_400_000);
  await desk.getByRole('textbox', { name: /^Due/ }).fill(`${day.getUTCMonth() + 1}/${day.getUTCDate()}/${day.getUTCFullYear()}`);
  await look(desk, 'admin-share');
  await desk.getByRole('button', { name: 'Share 1 document' }).click();
  await expect(toast(desk, 'Shared with Tilda Ashgrove: 1 document.')).toBeVisible();
  const row = desk.getByRole('row').filter({ hasText: name });
  const short = new Intl.DateTimeFormat('en-US', { month: 'short', day: 'numeric', timeZone: 'UTC' }).format(day);
  await expect(row).toContainText(short);
  await look(desk, 'admin-client-documents');
  await desk.getByRole('link', { name: 'Overview' }).click();
  const card = desk.locator('.card').filter({ has: desk.getByRole('heading', { name: 'Documents waiting' }) });
  await expect(card).toContainText(name);
  await expect(card).toContainText(short);

  // Among all that is open: the client is reminded, and not told of what.
  await desk.getByRole('navigation', { name: 'Practice' }).getByRole('link', { name: /^Documents/ }).click();
  await expect(heading(desk, 'Who has what open')).toBeFocused();
  await expect(row).toContainText('Tilda Ashgrove');
  await look(desk, 'admin-documents-open');
  await row.getByRole('button', { name: `Acts for ${name} of Tilda Ashgrove` }).click();
  await desk.getByRole('menuitem', { name: 'Remind' }).click();
  await expect(toast(desk, 'A reminder to Tilda Ashgrove is on its way. It does not say which document.')).toBeVisible();
  const mail = await mailbox.newest(client.email, 'documents_due');
  expect(`${mail.subject} ${mail.text}`).not.toContain(name);

  await row.getByRole('button', { name: `Acts for ${name} of Tilda Ashgrove` }).click();
  await desk.getByRole('menuitem', { name: 'Take back' }).click();
  const asked = desk.getByRole('dialog', { name: `Take back “${name}”?` });
  await asked.getByLabel('Reason').fill('Sent to the wrong sister.');
  await look(desk, 'admin-document-take-back');
  await asked.getByRole('button', { name: 'Take back' }).click();
  await expect(row).toContainText('Taken back');
  await desk.getByRole('link', { name: 'Over', exact: true }).click();
  await row.getByRole('link', { name }).click();
  await expect(heading(desk, name)).toBeVisible();
  await expect(desk.getByText('This was taken back. Sent to the wrong sister.')).toBeVisible();
  const phone = await device({ size: 'phone', as: login });
  await phone.goto(portal(WILLOW, new URL(desk.url()).pathname.replace('/admin', '')));
  await expect(heading(phone, name)).toBeVisible();
  await expect(phone.getByText('wrong sister'), 'the reason is for colleagues').toHaveCount(0);
});

test('d8 what is signed waits for the practice, and nobody can change it any more', async ({ device, practice }) => {
  const name = title('Treatment');
  const { client, ...login } = await practice.activeClient('Sten', 'Arvidsen');
  const [sent] = await share(practice, client, [await consent(practice, name, { countersign: true })]);
  const before = await waiting(practice);
  await signs(practice, login, sent!.id);
  const desk = await device({ as: practice.owner });
  await desk.goto('/admin');
  const entry = desk.getByRole('navigation', { name: 'Practice' }).getByRole('link', { name: /^Documents/ });
  await expect(entry.locator('.count')).toHaveText(String(before + 1));
  await desk.getByRole('link', { name: 'Countersign' }).click();
  await desk.getByRole('row').filter({ hasText: name }).getByRole('link', { name }).click();
  await expect(heading(desk, name)).toBeVisible();

  // Read, not written: there is no field and no way to edit.
  const main = desk.getByRole('main');
  await expect(main.getByText('between you and Willow & Reed Therapy')).toBeVisible();
  await expect(main.getByRole('textbox')).toHaveCount(0);
  await expect(main.getByRole('button', { name: /edit|change it|delete|remove/i })).toHaveCount(0);
  await expect(main.getByRole('link', { name: /edit|delete|remove/i })).toHaveCount(0);
  await look(desk, 'admin-document-signed');

  // Taken back it stays as it was signed.
  await desk.getByRole('button', { name: 'Take back' }).click();
  const asked = desk.getByRole('dialog', { name: `Take back “${name}”?` });
  await expect(asked).toContainText('stays kept and readable');
  await asked.getByRole('button', { name: 'Take back' }).click();
  await expect(main.getByText('This was taken back. No reason was noted.')).toBeVisible();
  await expect(main.getByText('between you and Willow & Reed Therapy')).toBeVisible();
  await expect(main.getByText(/For themselves/)).toBeVisible();
  await expect(desk.getByRole('button', { name: 'Countersign' })).toHaveCount(0);
  await expect(entry.locator('.count')).toHaveText(before > 0 ? [String(before)] : []);
  expect(await state(practice, client, name)).toBe('void');
});

/** How many documents wait for the practice. */
async function waiting(practice: Practice): Promise<number> {
  const { submitted, to_countersign } = await practice.call<{ submitted: number; to_countersign: number }>('get', '/practice/document-counts');
  return submitted + to_countersign;
}

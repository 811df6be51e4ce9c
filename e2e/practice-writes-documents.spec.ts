// What the practice authors: a document to sign with its preview and versions, a form of every building block (D1, D9).
import { type Locator, type Page } from '@playwright/test';
import { drag } from './calendar.ts';
import { heading, refusal } from './client.ts';
import { share, title } from './documents.ts';
import { expect, test } from './fixtures.ts';
import { look } from './look.ts';
import { toast } from './staff.ts';

const TEMPLATES = '/admin/documents/templates';

test('d1 a consent is written beside its preview, and what was sent stays what was sent', async ({ device, practice }) => {
  const name = title('Walking sessions');
  const desk = await device({ as: practice.owner });
  await desk.goto(`${TEMPLATES}/new-document`);
  await expect(heading(desk, 'New document')).toBeVisible();
  await desk.getByRole('button', { name: 'Add document' }).click();
  await expect(refusal(desk)).toBeFocused();
  await expect(refusal(desk)).toContainText('Title: Please fill this in.');
  await expect(desk.getByLabel('Title')).toHaveAttribute('aria-invalid', 'true');

  const text = desk.getByLabel('Text', { exact: true });
  await desk.getByLabel('Title').fill(name);
  await text.fill('Dear ');
  await text.press('End');
  await desk.getByRole('button', { name: 'Fill in when it is sent' }).click();
  await desk.getByRole('menuitem', { name: 'Client’s first name' }).click();
  await expect(text).toHaveValue('Dear {client_first_name}');
  await desk.keyboard.type(',\n\n## Where we walk\n\nAlong the river, {client_nickname}.');
  const preview = desk.getByRole('region', { name: 'Preview' });
  await expect(preview).toContainText('There is no {client_nickname}.');
  await desk.getByRole('button', { name: 'Add document' }).click();
  await expect(text).toHaveAttribute('aria-invalid', 'true');
  await expect(text).toHaveAccessibleDescription(/There is no \{client_nickname\}\./);
  await look(desk, 'admin-template-document-refused');
  await text.fill('Dear {client_first_name},\n\n## Where we walk\n\nAlong the river.');
  await expect(preview.getByRole('heading', { name: 'Where we walk' })).toBeVisible();
  await expect(preview, 'with invented names, and the words that are agreed to').toContainText(/Dear [A-Z]\w+,.*Along the river\..*I have read this document/s);
  await desk.getByRole('button', { name: 'Add document' }).click();
  await expect(heading(desk, name)).toBeFocused();
  await expect(toast(desk, `“${name}” was added.`)).toBeVisible();

  // Sent as it is now; then it says something else, while a colleague has the first version open.
  const id = new URL(desk.url()).pathname.split('/').at(-1)!;
  const client = await practice.addClient('Wanda', 'Strider');
  const [sent] = await share(practice, client, [id]);
  const other = await device({ as: practice.login('clinician', 'Amara') });
  await other.goto(`${TEMPLATES}/${id}`);
  await other.getByLabel('Text', { exact: true }).fill('Dear {client_first_name},\n\n## Where we walk\n\nAround the lake.');
  await text.fill('Dear {client_first_name},\n\n## Where we walk\n\nThrough the woods.');
  await desk.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(toast(desk, 'Saved as version 2.')).toBeVisible();
  await desk.getByText('2 versions').click();
  await expect(desk.getByText(/^Version 1, .*Jordan Hale/)).toBeVisible();
  await look(desk, 'admin-template-document');
  await desk.getByRole('button', { name: 'Show version 1', exact: true }).click();
  const before = desk.getByRole('dialog', { name: 'Version 1' });
  await expect(before).toContainText('Along the river.');
  await before.getByRole('button', { name: 'Close' }).click();
  const kept = await practice.call<{ content: string; template_version: number }>('get', `/practice/documents/${sent?.id}`);
  expect(kept.template_version).toBe(1);
  expect(kept.content).toContain('Along the river.');

  await other.getByRole('button', { name: 'Save', exact: true }).click();
  const conflict = other.getByRole('dialog', { name: 'Somebody else saved this meanwhile' });
  await expect(conflict).toContainText('Around the lake.');
  await expect(conflict).toContainText('Through the woods.');
  await expect(conflict, 'only what differs').not.toContainText('Where we walk');
  await look(other, 'admin-template-conflict');
  await conflict.getByRole('button', { name: 'Take what is saved' }).click();
  await expect(other.getByLabel('Text', { exact: true })).toHaveValue(/Through the woods\./);

  // Put away it is not offered any more, which can be undone.
  await desk.getByRole('navigation', { name: 'Documents' }).getByRole('link', { name: 'Templates' }).click();
  const row = desk.getByRole('row').filter({ hasText: name });
  await expect(row.getByRole('link', { name: `1 client has ${name} open` })).toBeVisible();
  await look(desk, 'admin-templates');
  await row.getByRole('button', { name: `Archive ${name}` }).click();
  await expect(row).toHaveCount(0);
  await desk.getByRole('link', { name: 'Archived' }).click();
  await row.getByRole('link', { name, exact: true }).click();
  await expect(desk.getByText('This is archived: it is not sent any more.')).toBeVisible();
  await desk.getByRole('button', { name: 'Restore' }).click();
  await expect(toast(desk, 'can be sent again')).toBeVisible();
  await expect(desk.getByText('This is archived')).toBeHidden();
});

test('d1 a form is put together of every block, in an order that can be changed by hand', async ({ device, practice }) => {
  const name = title('Sleep');
  const desk = await device({ as: practice.owner });
  await desk.goto(`${TEMPLATES}/new-form`);
  await desk.getByLabel('Title').fill(name);
  await add(desk, 'Short text', 'What keeps you awake?');
  await add(desk, 'Long text', 'How is a usual night?');
  await add(desk, 'One choice', 'When do you go to bed?', ['Before eleven', 'Later']);
  await add(desk, 'Several choices', 'What have you tried?', ['Tea', 'Reading']);
  await add(desk, 'Yes or no', 'Do you wake up at night?');
  await add(desk, 'Scale', 'How rested are you?');
  await add(desk, 'Number', 'How often, in a usual night?');
  await add(desk, 'Date', 'Since when?');
  await add(desk, 'Signature', 'Your name');
  await add(desk, 'Heading', 'Your nights');
  const lines = desk.getByRole('list', { name: 'Questions' }).locator('.asked-line .words');
  await expect(lines).toHaveCount(10);

  // The seventh waits for the fifth and must be answered.
  const seventh = await open(desk, 'How often, in a usual night?');
  await seventh.getByRole('checkbox', { name: 'Must be answered' }).check();
  await seventh.getByLabel('Asked').selectOption({ label: 'After 5. Do you wake up at night?' });
  await expect(seventh.getByRole('checkbox', { name: 'Yes' })).toBeChecked();
  await look(desk, 'admin-template-form');
  await line(desk, 'How often, in a usual night?').click();
  await expect(desk.getByText('Only if question 5 has the answer “Yes”')).toBeVisible();

  // By the keys to the top, where the focus stays with it.
  await handle(desk, 'Your nights').focus();
  for (let step = 0; step < 9; step += 1) await desk.keyboard.press('ArrowUp');
  await expect(lines.first()).toHaveText('Your nights');
  await expect(handle(desk, 'Your nights')).toBeFocused();

  // By the mouse before the question it waits for: that is said at once, and refused in words.
  await dragLine(desk, 'How often, in a usual night?', 'What keeps you awake?');
  await expect(lines.nth(1)).toHaveText(/^How often, in a usual night\?/);
  const broken = desk.locator('.asked').getByText('This waits for a question that does not stand above it.');
  await expect(broken.first()).toBeVisible();
  await desk.getByRole('button', { name: 'Add form' }).click();
  await expect(refusal(desk)).toBeFocused();
  await expect(refusal(desk)).toContainText('Asked: This waits for a question that does not stand above it.');
  await look(desk, 'admin-template-form-refused');
  await line(desk, 'How often, in a usual night?').click();
  await dragLine(desk, 'How often, in a usual night?', 'Since when?');
  await expect(broken).toHaveCount(0);
  await expect(refusal(desk), 'what was refused is mended').toBeHidden();
  await expect(lines.nth(7)).toHaveText(/^Since when\?/);
  await handle(desk, 'How often, in a usual night?').press('ArrowUp');
  const order = ['Your nights', 'What keeps', 'How is', 'When do', 'What have', 'Do you wake', 'How rested', 'How often', 'Since when', 'Your name'];
  await expect(lines).toHaveText(order.map((words) => new RegExp(`^${words}`)));

  // As the client will see it.
  await desk.getByRole('button', { name: 'Try it as a client' }).click();
  const trial = desk.getByRole('dialog', { name });
  await expect(trial.getByLabel('How often, in a usual night?')).toBeHidden();
  await trial.getByRole('radio', { name: 'Yes' }).check();
  await trial.getByRole('button', { name: 'Check the answers' }).click();
  await expect(trial.getByText('One answer keeps it from being sent.')).toBeVisible();
  await expect(trial.getByLabel('How often, in a usual night?')).toBeFocused();
  await look(desk, 'admin-template-form-trial');
  await trial.getByLabel('How often, in a usual night?').fill('3');
  await trial.getByRole('button', { name: 'Check the answers' }).click();
  await expect(trial.getByText('These answers could be sent.')).toBeVisible();
  await desk.keyboard.press('Escape');

  // A wrong press loses nothing, and what is saved is found again.
  await desk.getByRole('navigation', { name: 'Practice' }).getByRole('link', { name: 'Home' }).click();
  await desk.getByRole('dialog', { name: 'Leave without saving?' }).getByRole('button', { name: 'Stay here' }).click();
  await expect(lines).toHaveCount(10);
  await desk.getByRole('button', { name: 'Add form' }).click();
  await expect(heading(desk, name)).toBeFocused();
  await desk.reload();
  await expect(lines).toHaveText(order.map((words) => new RegExp(`^${words}`)));
  await expect(desk.getByText('Only if question 6 has the answer “Yes”')).toBeVisible();
});

const line = (page: Page, words: string): Locator => page.locator('.asked-line').filter({ hasText: words });

const handle = (page: Page, words: string): Locator => page.getByRole('button', { name: `Move “${words}”: drag it, or press the arrow keys` });

/** Opens a question and gives its fields. */
async function open(page: Page, words: string): Promise<Locator> {
  await line(page, words).click();
  return page.locator(`#${await line(page, words).getAttribute('aria-controls')}`);
}

/** Adds a block with its words and its choices, and closes it. */
async function add(page: Page, block: string, words: string, choices: string[] = []): Promise<void> {
  await page.getByRole('group', { name: 'Add a question' }).getByRole('button', { name: block }).click();
  const editor = page.locator('.asked-editor');
  await expect(editor.getByLabel(/^(Question|Heading) \d+$/), 'one can go on typing').toBeFocused();
  await page.keyboard.type(words);
  for (const [at, choice] of choices.entries()) await editor.getByLabel(`Choice ${at + 1}`, { exact: true }).fill(choice);
  await line(page, words).click();
  await expect(editor).toHaveCount(0);
}

/** Drags a question with the mouse onto another, a little to the far side of its middle. */
async function dragLine(page: Page, words: string, onto: string): Promise<void> {
  await page.getByRole('list', { name: 'Questions' }).evaluate((list) => list.scrollIntoView({ block: 'center' }));
  const [from, to] = [(await handle(page, words).boundingBox())!, (await handle(page, onto).boundingBox())!];
  const past = to.y < from.y ? -4 : 4;
  await drag(page, middle(from), { x: to.x, y: middle(to).y + past });
}

const middle = ({ x, y, width, height }: { x: number; y: number; width: number; height: number }) => ({ x: x + width / 2, y: y + height / 2 });

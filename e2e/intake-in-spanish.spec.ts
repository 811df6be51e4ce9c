// The whole intake in Spanish, up to the last thank-you; what the practice has in English only is shown as that.
import { readFile } from 'node:fs/promises';
import { type Page } from '@playwright/test';
import { heading, portal } from './client.ts';
import { consent, form, share, state, title } from './documents.ts';
import { WILLOW, expect, test } from './fixtures.ts';
import { look } from './look.ts';
import { sign, submit } from './signing.ts';

const QUESTIONS = [
  { key: 'about', kind: 'section', label: 'Sobre usted' },
  { key: 'called', kind: 'short_text', label: '¿Cómo quiere que le llamemos?', help: 'Como le dicen en casa, por ejemplo.' },
  { key: 'born', kind: 'date', label: '¿Cuándo nació?', required: true },
  { key: 'before', kind: 'yes_no', label: '¿Ha ido antes a terapia?', required: true },
  { key: 'burden', kind: 'scale', label: '¿Cuánto le pesa estos días?', scale: { from: 0, to: 5, from_label: 'Nada', to_label: 'Muchísimo' } },
  {
    key: 'topics',
    kind: 'many_choices',
    label: '¿De qué se trata?',
    choices: [
      { key: 'sleep', label: 'El sueño' },
      { key: 'work', label: 'El trabajo' },
    ],
  },
  { key: 'signature', kind: 'signature', label: 'Su nombre completo, como señal de que son sus respuestas', required: true },
];

/** The page is in Spanish throughout. */
async function inSpanish(page: Page): Promise<void> {
  await expect(page.locator('#content'), `no English on ${page.url()}`).not.toHaveText(/\b(the|your|please|with|document|answer|yes)\b/i);
}

test('d3_d5 the intake of a client who reads Spanish', async ({ device, practice }) => {
  const names = { policies: title('Normas'), questions: title('Cuestionario'), english: title('Parking') };
  const body = 'Estimada {client_first_name}: esto es entre usted y {practice_name}.\n\n## Lo que guardamos\n\nNos lo guardamos para nosotros.';
  const templates = [
    await consent(practice, names.policies, { language: 'es', body }),
    await form(practice, names.questions, QUESTIONS, { language: 'es', introduction: 'Escriba tanto o tan poco como quiera.' }),
    await consent(practice, names.english),
  ];
  const client = await practice.activeClient('Itziar', 'Zabala', 'es');
  await share(practice, client.client, templates);
  const phone = await device({ size: 'phone', as: client, locale: 'es-MX' });
  await phone.goto(portal(WILLOW, '/home'));
  await expect(heading(phone, 'Hola, Itziar')).toBeVisible();
  await look(phone, 'portal-es-home-documents');
  await phone.getByRole('link', { name: 'Empezar' }).click();

  await expect(heading(phone, names.policies)).toBeVisible();
  await expect(phone.getByText('1 de 3')).toBeVisible();
  await expect(phone.getByText('Estimada Itziar')).toBeVisible();
  await inSpanish(phone);
  await look(phone, 'portal-es-documents-electronic');
  await phone.getByRole('button', { name: 'Acepto los documentos y las firmas electrónicas' }).click();
  await expect(phone.getByRole('heading', { name: 'Su firma' })).toBeVisible();
  await inSpanish(phone);
  await sign(phone, 'Itziar Zabala', { agree: 'es', language: 'es' });

  await expect(heading(phone, names.questions)).toBeVisible();
  await phone.getByRole('button', { name: 'Enviar' }).click();
  await expect(phone.getByRole('alert').filter({ hasText: 'Revise estas respuestas' })).toBeFocused();
  await inSpanish(phone);
  await phone.getByLabel('¿Cuándo nació?').fill('1991-05-17');
  await phone.getByRole('radio', { name: 'Sí' }).check();
  await phone.getByRole('radio', { name: '4' }).check();
  await phone.getByRole('checkbox', { name: 'El sueño' }).check();
  await phone.getByLabel('Su nombre completo').fill('Itziar Zabala');
  await expect(phone.locator('#content').getByText('Guardado', { exact: true })).toBeVisible();
  await inSpanish(phone);
  await look(phone, 'portal-es-documents-fill');
  await phone.getByRole('button', { name: 'Enviar' }).click();
  await expect(heading(phone, 'Revise sus respuestas')).toBeVisible();
  await expect(phone.getByText('17 de mayo de 1991')).toBeVisible();
  await inSpanish(phone);
  await phone.getByRole('link', { name: 'Corregir' }).click();
  await submit(phone, 'es');
  await inSpanish(phone);
  await look(phone, 'portal-es-documents-done');
  expect(await state(practice, client.client, names.questions)).toBe('submitted');

  // Only this one is in English, and says so to whoever has it read aloud.
  await phone.getByRole('link', { name: 'Documento siguiente' }).click();
  await expect(heading(phone, names.english)).toBeVisible();
  await expect(phone.locator('[lang=en]').filter({ hasText: 'Paragraph 12.' })).toBeVisible();
  await look(phone, 'portal-es-documents-english');
  await sign(phone, 'Itziar Zabala', { agree: 'en', language: 'es' });
  await expect(heading(phone, 'Gracias')).toBeVisible();
  await phone.getByRole('link', { name: 'Todos los documentos' }).click();
  await expect(phone.getByText('No hay nada pendiente.')).toBeVisible();
  await look(phone, 'portal-es-documents-list');
  const coming = phone.waitForEvent('download');
  await phone.getByRole('button', { name: `Descargar PDF: ${names.policies}` }).click();
  expect((await readFile(await (await coming).path())).subarray(0, 5).toString()).toBe('%PDF-');
});

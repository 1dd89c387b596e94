import { expect, test } from 'vitest'
import { readUntranslated } from '../../../../server/queries/untranslated.ts'
import { LOCALES } from '../../../../src/i18n/index.ts'
import type { DeskMaintenanceView } from '../../../../src/views.ts'
import { deskOf, NIGHT_WORK } from '../../../support/app/desk/maintenance.ts'
import { told } from '../../../support/app/maintenance.ts'
import { onEachDatabase } from '../../../support/database.ts'

const PT = { title: 'Novo controlador', description: 'O controlador é substituído.', reason: 'É necessário.' }

onEachDatabase('texts of a window in the other languages of the site', (fresh) => {
  const desk = async () => deskOf((await fresh()).db)
  const window = async ({ app }: Awaited<ReturnType<typeof desk>>, id: string) =>
    (await app.call(`GET /maintenances/${id}`)).json

  test('are written where it is planned, told with it, and kept with a form', async () => {
    const rosa = await desk()
    const given = { 'title.pt': PT.title, 'description.pt': PT.description, 'reason.pt': ' ' }
    const { view } = await rosa.plan({ ...NIGHT_WORK, ...given, do: 'keep' })
    expect(view).toMatchObject({ form: { draft: { is: 'kept' }, values: { 'title.pt': [PT.title] } } })
    const { id } = await rosa.plan({ ...NIGHT_WORK, ...given })
    const texts = { pt: { title: PT.title, description: PT.description } }
    expect((await window(rosa, id)).translations).toEqual(texts)
    const [notice] = await rosa.app.db.selectFrom('events').select('notice').where('maintenance_id', '=', id).execute()
    expect(JSON.parse(notice?.notice ?? '{}').texts).toEqual(texts)
  })

  test('given later are a correction that nobody is told of; what is emptied is taken away', async () => {
    const rosa = await desk()
    const { id } = await rosa.plan(NIGHT_WORK)
    const before = await told(rosa.app.db)
    const values = async () => ((await rosa.page(id)) as DeskMaintenanceView).forms.details?.values
    const all = Object.fromEntries(Object.entries(PT).map(([field, text]) => [`${field}.pt`, text]))
    expect((await rosa.act(id, 'details', all)).status).toBe(303)
    expect((await window(rosa, id)).translations).toEqual({ pt: PT })
    expect(await values()).toMatchObject({ 'title.pt': [PT.title] })
    await rosa.act(id, 'details', { 'reason.pt': '' })
    expect((await window(rosa, id)).translations.pt.reason).toBeUndefined()
    expect(await told(rosa.app.db)).toEqual(before)
    // Whoever rewrites a text at the desk sees its translations beside it.
    await rosa.act(id, 'details', { description: 'Two controllers.', 'title.es': 'Nuevo' })
    expect((await window(rosa, id)).translations).toMatchObject({
      pt: { description: PT.description },
      es: { title: 'Nuevo' },
    })
  })

  test('go with a note, a word and a cancellation', async () => {
    const rosa = await desk()
    const { id } = await rosa.plan(NIGHT_WORK)
    await rosa.act(id, 'note', { body: 'A cable is missing.', 'body.pt': 'Falta um cabo.' })
    await rosa.act(id, 'move', {
      startsAt: '2026-11-22T23:30',
      endsAt: '2026-11-23T01:00',
      note: 'A strike.',
      'note.pt': 'Uma greve.',
    })
    await rosa.act(id, 'cancel', { note: 'No parts.', 'note.pt': 'Sem peças.' })
    const { updates } = await window(rosa, id)
    expect(updates.slice(0, 3).map(({ translations }: { translations: object }) => translations)).toEqual([
      { pt: { body: 'Sem peças.' } },
      { pt: { body: 'Uma greve.' } },
      { pt: { body: 'Falta um cabo.' } },
    ])
    const refused = await rosa.plan({ ...NIGHT_WORK, 'title.pt': 'x'.repeat(201) })
    expect(refused.view).toMatchObject({ faults: [{ field: 'title.pt' }] })
  })

  test('that are missing stand last on the worklist until they are all there; a standard text is in every language', async () => {
    const rosa = await desk()
    const { db, clock, call } = rosa.app
    const { id } = await rosa.plan(NIGHT_WORK)
    const missing = async () => readUntranslated(db, LOCALES, clock.now)
    expect(await missing()).toEqual([
      { object: { type: 'maintenance', id, title: NIGHT_WORK.title }, missing: ['pt', 'es'] },
    ])
    const change = (body: object) => call(`PATCH /maintenances/${id}`, { as: 'agent', body })
    // Its reason is the standard one.
    const { reason: _, ...texts } = PT
    await change({ translations: { pt: texts, es: texts } })
    expect(await missing()).toEqual([])
    // A text that is rewritten by a program without its translations has none any more.
    await change({ title: 'Another controller' })
    expect((await missing())[0]?.missing).toEqual(['pt', 'es'])
    await change({ translations: { pt: { description: null } } })
    expect((await window(rosa, id)).translations.pt).toBeUndefined()
  })

  test('of no language that pages exist in are refused where they stand, and so are those of the text itself', async () => {
    const { app } = await desk()
    const window = {
      title: 'Work',
      platforms: ['chat'],
      startsAt: '2026-11-22T06:30:00Z',
      endsAt: '2026-11-22T08:00:00Z',
    }
    const plan = async (translations: object) =>
      (await app.call('POST /maintenances', { as: 'agent', body: { ...window, translations } })).json
    for (const language of ['xx', 'PT', 'pt-BR'])
      expect((await plan({ [language]: { title: 'x' } })).errors).toMatchObject([
        { pointer: `/translations/${language}`, detail: expect.stringContaining('en, pt, es') },
      ])
    expect((await plan({ en: { title: 'x' } })).errors).toMatchObject([
      { pointer: '/translations/en', detail: expect.stringContaining('pt, es') },
    ])
    expect((await plan({ pt: {} })).errors).toMatchObject([{ pointer: '/translations/pt' }])
  })
})

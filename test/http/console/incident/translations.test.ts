import { expect, test } from 'vitest'
import { LOCALES } from '../../../../src/i18n/index.ts'
import { sheet } from '../../../support/app/desk/amending.ts'
import { atTheDesk, composer, incident, NEW, opened, TYPED } from '../../../support/app/desk/composer.ts'
import { onEachDatabase } from '../../../support/database.ts'
import { SITE } from '../../../support/publish/site.ts'

onEachDatabase('texts in the other languages of the site', (fresh) => {
  const start = async () => atTheDesk((await fresh()).db, { site: { ...SITE, languages: LOCALES } })

  test('are written beside the text; what stays empty is not given, and what is wrong is said at its field', async () => {
    const { app, rosa } = await start()
    const page = composer(app, rosa, NEW)
    const given = { 'title.pt': 'Chamadas falham', 'body.pt': 'Falham.', 'body.es': ' ' }
    const { location } = await page.send(await page.open(), { ...TYPED, ...given })
    const { updates } = await incident(app, location?.split('/')[3] ?? '')
    expect(updates[0].translations).toEqual({ pt: { title: 'Chamadas falham', body: 'Falham.' } })
    const refused = await page.send(await page.open(), { ...TYPED, 'title.pt': 'Só um título' })
    expect(refused.view?.faults).toMatchObject([{ field: 'body.pt' }])
    expect(refused.view?.values['title.pt']).toBe('Só um título')
  })

  test('are given by a correction, which keeps the others', async () => {
    const { app, rosa } = await start()
    const id = await opened(app)
    const uid = (await incident(app, id)).updates[0].id
    const text = sheet(app, rosa, `/staff/incidents/${id}/updates/${uid}/`)
    await text.send(await text.open(), { 'body.pt': 'Falham.', 'title.pt': 'Chamadas falham' })
    const again = await text.open()
    expect(again.values).toMatchObject({ 'body.pt': ['Falham.'], 'title.pt': ['Chamadas falham'] })
    await text.send(again, { 'body.es': 'Fallan.' })
    expect((await incident(app, id)).updates[0].translations).toEqual({
      pt: { title: 'Chamadas falham', body: 'Falham.' },
      es: { body: 'Fallan.' },
    })
  })
})

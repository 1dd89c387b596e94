import { expect, test } from 'vitest'
import { atTheDesk, composer, deskPage, opened } from '../../../support/app/desk/composer.ts'
import { outage } from '../../../support/app/test-app.ts'
import { onEachDatabase } from '../../../support/database.ts'

onEachDatabase('a platform that another incident holds', (fresh) => {
  test('is said to stay as it is when one of both is resolved', async () => {
    const { app, rosa } = await atTheDesk((await fresh()).db)
    const id = await opened(app)
    const page = composer(app, rosa, deskPage(id))
    const resolved = { body: 'It works.', phase: 'resolved' }
    expect((await page.send(await page.open(), resolved, 'check')).view?.preview?.stays).toEqual([])
    await app.call('POST /incidents', { as: 'agent', body: { ...outage(), title: 'Another', priority: 'P2' } })
    const { preview } = (await page.send(await page.open(), resolved, 'check')).view ?? {}
    expect(preview).toMatchObject({ platforms: [], stays: [{ name: 'VOICE', state: 'major_outage' }] })
  })
})

import { expect, test } from 'vitest'
import type { ComposeView } from '../../../../src/views.ts'
import { atTheDesk, composer, incident, NEW } from '../../../support/app/desk/composer.ts'
import { onEachDatabase } from '../../../support/database.ts'

onEachDatabase('a template in the composer', (fresh) => {
  test('fills in a template that was taken before the platforms, and never has it twice', async () => {
    const { app, rosa } = await atTheDesk((await fresh()).db)
    const body = {
      ...{ name: 'Problems', phase: 'investigating', title: 'Problems with {platforms}' },
      body: 'There are problems with {platforms}.\n\nWe look into {platforms}.',
    }
    const { id: template } = (await app.call('POST /templates', { as: 'lead', body })).json
    const still = { name: 'A still open one', phase: 'investigating', body: 'Still looking.' }
    await app.call('POST /templates', { as: 'lead', body: still })
    const page = composer(app, rosa, NEW)
    const names = (await page.open()).choices.templates.map(({ name }) => name)
    expect(names).toEqual([body.name, still.name])
    const taken = await page.send(await page.open(), { template })
    expect(taken.view?.values.title).toBe('Problems with {platforms}')
    const first = taken.view as ComposeView
    const again = await page.send(first, { template })
    expect(again.view?.values.body).toBe(body.body)

    const filled = { title: 'Problems with VOICE', body: 'There are problems with VOICE.\n\nWe look into VOICE.' }
    const look = await page.send(first, { 'impact.voice': 'major_outage' }, 'look')
    expect(look.view).toMatchObject({ kind: 'console/pane', texts: filled })
    const checked = await page.send(first, { 'impact.voice': 'major_outage' }, 'check')
    expect(checked.view?.values).toMatchObject(filled)
    const other = await page.send(checked.view as ComposeView, { 'impact.chat': 'partial_outage', template })
    expect(other.view?.values.title).toMatch(/^Problems with CHAT and VOICE$|^Problems with VOICE and CHAT$/)
    expect(other.view?.values.body?.match(/There are/g)).toHaveLength(1)
    const own = await page.send(first, {
      body: `Mine.\r\n\r\n${filled.body}`,
      template,
      'impact.voice': 'major_outage',
    })
    expect(own.view?.values.body).toBe(`Mine.\n\n${filled.body}`)

    const posted = await page.send(first, { 'impact.voice': 'major_outage', revision: '9' })
    expect(posted.status).toBe(303)
    expect(await incident(app, posted.location?.split('/')[3] ?? '')).toMatchObject({
      title: filled.title,
      updates: [{ body: filled.body }],
    })
  })
})

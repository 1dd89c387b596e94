import { expect, test } from 'vitest'
import { HOUR, MINUTE } from '../../../server/domain/vocabulary.ts'
import type { OwedView } from '../../../src/views.ts'
import { climbAt, DANA, DESK, LADDER, linkOf } from '../../support/app/ladder.ts'
import { form, NOON, outage, testApp, viewOf } from '../../support/app/test-app.ts'
import { onEachDatabase } from '../../support/database.ts'

const BROWSER = { headers: { accept: 'text/html' } }
const onIt = (note: string) =>
  form([
    ['action', 'acknowledge'],
    ['note', note],
  ])

onEachDatabase('whoever says on the page that they are on it', (fresh) => {
  test('may leave a note of one line for colleagues, which page and worklist show; a blank one is none', async () => {
    const app = await testApp((await fresh()).db, { plan: LADDER })
    await app.call('POST /incidents', { as: 'agent', body: outage() })
    await climbAt(app, NOON + 45 * MINUTE)
    const desk = await linkOf(app, DESK)
    await climbAt(app, NOON + HOUR)
    const lead = await linkOf(app, DANA)
    const open = async () => viewOf(await app.call(`GET ${desk}`, BROWSER)) as OwedView
    const worklist = async () => (await app.call('GET /worklist', { as: 'agent' })).json.items

    const long = await app.call(`POST ${lead}`, { ...BROWSER, ...onIt('x'.repeat(501)) })
    expect([long.status, viewOf(long)]).toMatchObject([
      422,
      { state: 'open', onIt: null, sent: { note: 'x'.repeat(501) }, faults: [{ field: 'note', says: 'noteLong' }] },
    ])
    expect(await worklist()).toMatchObject([{ acknowledgedBy: null }])

    for (const _ of [1, 2]) expect((await app.call(`POST ${lead}`, onIt(' The carrier calls back. '))).status).toBe(303)
    expect(await app.db.selectFrom('acknowledgements').select('id').execute()).toHaveLength(1)
    const reason = 'The carrier calls back.'
    expect((await open()).onIt).toMatchObject({ actor: 'staff/Dana Reyes (duty lead)', note: reason })
    expect(await worklist()).toMatchObject([{ reason }])

    app.clock.now += MINUTE
    await app.call(`POST ${desk}`, onIt('  '))
    expect((await open()).onIt).toMatchObject({ isReader: true, note: null })
  })
})

import { expect, test } from 'vitest'
import { HOUR, MINUTE } from '../../../../server/domain/vocabulary.ts'
import type { ComposeView } from '../../../../src/views.ts'
import { atTheDesk, composer, deskPage, NEW, opened, TYPED } from '../../../support/app/desk/composer.ts'
import { NOON, outage, type testApp, viewOf } from '../../../support/app/test-app.ts'
import { onEachDatabase } from '../../../support/database.ts'

onEachDatabase('before it is posted, the composer', (fresh) => {
  const start = async (changes: Parameters<typeof testApp>[1] = {}) => atTheDesk((await fresh()).db, changes)

  test('says what resolving brings, and that the first response is late', async () => {
    const { app, rosa } = await start()
    const page = composer(app, rosa, deskPage(await opened(app)))
    const over = await page.send(await page.open(), { body: 'Over.', phase: 'resolved' }, 'check')
    const preview = over.view?.preview
    expect(preview).toMatchObject({ closes: true, dueAt: null, response: null, answerBy: null })
    expect(preview?.reopenUntil).toBeGreaterThan(NOON)
    const silent = { body: 'Over.', caseStatus: 'closed_no_response', confirmed: '1' }
    const unanswered = await page.send(await page.open(), silent, 'check')
    expect(unanswered.view?.preview).toMatchObject({ closes: true, reopenUntil: null, continues: null })
    const begun = composer(app, rosa, NEW)
    // 04:00 in Denver: an hour ago.
    const late = await begun.send(await begun.open(), { ...TYPED, openedAt: '2026-11-10T04:00' }, 'check')
    expect(late.view?.preview?.response).toEqual({ dueAt: NOON - HOUR + 15 * MINUTE, isLate: true })
    const now = await begun.send(await begun.open(), { ...TYPED, openedAt: '' }, 'check')
    expect(now.view?.preview?.response?.isLate).toBe(false)
  })

  test('asks what works again, where customers are asked to confirm it', async () => {
    const { app, rosa } = await start()
    const page = composer(app, rosa, deskPage(await opened(app)))
    const done = { body: 'Does it work?', caseStatus: 'resolved_follow_up' }
    const stillHit = async (typed: object) =>
      (await page.send(await page.open(), { ...done, ...typed }, 'check')).view?.preview?.stillHit
    expect(await stillHit({})).toEqual(['VOICE'])
    expect(await stillHit({ 'impact.voice': 'operational' })).toEqual([])
    expect(await stillHit({ caseStatus: '', 'impact.voice': 'major_outage' })).toEqual([])
  })

  test('sends the mail to oneself ten times in ten minutes', async () => {
    const { app, rosa } = await start()
    const page = composer(app, rosa, NEW)
    let view = await page.open()
    for (const _ of Array.from({ length: 10 })) {
      const sent = await page.send(view, TYPED, 'send')
      expect(sent.status).toBe(200)
      view = sent.view as ComposeView
    }
    const refused = await page.send(view, TYPED, 'send')
    expect([refused.status, refused.view?.values.body]).toEqual([429, TYPED.body])
    expect(refused.headers.get('retry-after')).toBe('60')
    expect((await page.send(refused.view as ComposeView)).status).toBe(303)
  })

  test('offers the incidents that a new one may continue, and keeps an older one that was chosen', async () => {
    const { app, rosa } = await start()
    const older = await opened(app)
    const resolve = (id: string) =>
      app.call(`POST /incidents/${id}/updates`, { as: 'agent', body: { body: 'Over.', phase: 'resolved' } })
    await resolve(older)
    app.clock.now += MINUTE
    for (const _ of Array.from({ length: 50 })) await resolve(await opened(app))
    const id = await opened(app)
    const begun = composer(app, rosa, NEW)
    const { related } = (await begun.open()).choices
    expect(related[0]).toMatchObject({ id, title: 'Calls fail', isOpen: true })
    expect(related.slice(1).every(({ id, isOpen }) => id !== older && !isOpen)).toBe(true)
    const asked = composer(app, rosa, `${NEW}?relatedTo=${older}`)
    expect((await asked.open()).choices.related.map((one) => one.id)).toEqual([older, ...related.map((one) => one.id)])
  })

  test('continues no drill, and says so', async () => {
    const { app, rosa } = await start()
    const { id } = (await app.call('POST /incidents', { as: 'agent', body: outage({ drill: true }) })).json
    const answer = await app.call(`GET /${NEW}?relatedTo=${id}`, { headers: rosa.headers })
    expect(answer.status).toBe(404)
    expect((viewOf(answer) as ComposeView).choices.related).toEqual([])
  })
})

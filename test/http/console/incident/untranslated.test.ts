import { expect, test } from 'vitest'
import { DEFAULT_PLAN } from '../../../../server/domain/plan/plan.ts'
import { DAY } from '../../../../server/domain/vocabulary.ts'
import { readUntranslated } from '../../../../server/queries/untranslated.ts'
import { LOCALES } from '../../../../src/i18n/index.ts'
import type { BoardView } from '../../../../src/views.ts'
import { addPlatforms, p1g } from '../../../support/app/actions.ts'
import { signedIn } from '../../../support/app/signed-in.ts'
import { NOON, testApp, viewOf } from '../../../support/app/test-app.ts'
import { onEachDatabase } from '../../../support/database.ts'
import { SITE } from '../../../support/publish/site.ts'

onEachDatabase('a text that is not in every language', (fresh) => {
  test('stands last on worklist and board until a correction gives it, and is never due', async () => {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks')
    const app = await testApp(db, {
      plan: { ...DEFAULT_PLAN, languages: LOCALES },
      site: { ...SITE, languages: LOCALES },
    })
    const rosa = await signedIn(db, 'agent', NOON, 'Rosa')
    const worklist = async () => (await app.call('GET /worklist', { as: 'agent' })).json.items
    const board = async () => viewOf(await app.call('GET //staff/', { headers: rosa.headers })) as BoardView
    const { id, updates } = (
      await app.call('POST /incidents', {
        as: 'agent',
        body: p1g({ platforms: [{ id: 'trunks', impact: 'major_outage' }] }),
      })
    ).json
    expect((await worklist()).at(-1)).toMatchObject({
      ...{ kind: 'translation', missing: ['pt', 'es'], dueAt: null, standing: 'none', promiseId: null },
      object: { type: 'incident', id },
    })
    expect((await board()).untranslated).toMatchObject([{ missing: ['Português', 'Español'] }])
    const pt = { body: 'Falham.' }
    const correct = (translations: object) =>
      app.call(`PATCH /incidents/${id}/updates/${updates[0].id}`, { as: 'agent', body: { translations } })
    await correct({ pt })
    expect((await worklist()).at(-1)).toMatchObject({ missing: ['es'] })
    await correct({ pt, es: pt })
    expect((await worklist()).filter(({ kind }: { kind: string }) => kind === 'translation')).toEqual([])
    expect((await board()).untranslated).toEqual([])
    expect(await readUntranslated(db, ['en'], NOON + DAY)).toEqual([])
  })
})

import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { postUpdate } from '../../server/actions/incident/post-update.ts'
import { cancelMaintenance } from '../../server/actions/maintenance/cancel-maintenance.ts'
import { createDefaultProgrammes } from '../../server/actions/programme/create-default-programmes.ts'
import { HOUR } from '../../server/domain/vocabulary.ts'
import { previewIncident } from '../../server/preview/incident.ts'
import { previewMaintenance } from '../../server/preview/maintenance.ts'
import { news } from '../support/app/actions.ts'
import { NOVEMBER } from '../support/app/maintenance.ts'
import { testPreview } from '../support/app/preview.ts'
import { onEachDatabase } from '../support/database.ts'
import { ADA } from '../support/people.ts'
import { closeTestPublishers, testPublisher } from '../support/publish/publisher.ts'
import { accepted } from '../support/result.ts'

onEachDatabase('the page of a preview', (fresh) => {
  closeTestPublishers()
  const open = async () => testPreview((await fresh()).db)

  test('is the page that is then published, but runs nothing and leads nowhere by itself', async () => {
    const { db, deps, ctx, ...dispatch } = await open()
    accepted(await createDefaultProgrammes({ ...ctx(), actor: ADA }, { monthly: ['teams'] }))
    const id = await dispatch.post({ title: 'Calls <script>fail</script>' })
    const { publisher, file } = await testPublisher(db, { clock: dispatch.clock, site: async () => deps.site })
    dispatch.clock.advance(HOUR)
    const update = news('**Half** of the calls work again.', { phase: 'identified' })
    const shown = accepted(await previewIncident(deps, ctx(), { do: 'update', id, command: update })).page
    accepted(await postUpdate(ctx(), id, update))
    const cancelling = { note: 'The parts are late.' }
    const window = accepted(await previewMaintenance(deps, ctx(), { do: 'cancel', id: NOVEMBER, command: cancelling }))
    accepted(await cancelMaintenance(ctx(), NOVEMBER, cancelling))
    await publisher.publish()
    expect(said(shown?.html)).toContain('<strong>Half</strong>')
    expect(said(shown?.html)).toBe(said(file(`incidents/${id}/index.html`)))
    expect(said(window.page?.html)).toBe(said(file(`maintenance/${NOVEMBER}/index.html`)))
    for (const page of [shown, window.page]) {
      expect(page?.html).not.toMatch(/<script|http-equiv/)
      expect(page?.policy).toMatch(
        /^sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src '/,
      )
      expect(page?.policy).not.toMatch(/unsafe|script-src/)
      for (const [, style = ''] of (page?.html ?? '').matchAll(/<style[^>]*>([\s\S]*?)<\/style>/g))
        expect(page?.policy).toContain(`'sha256-${createHash('sha256').update(style).digest('base64')}'`)
      // Nothing that it shows is fetched.
      expect(page?.html).not.toMatch(/<(img|iframe|object)|<link rel="stylesheet"/)
    }
  })
})

/** What a page says: without its head, what runs in it, the number of the event, and ids. */
function said(html: string | null | undefined): string | undefined {
  return /<main[\s\S]*<\/main>/
    .exec(html ?? '')?.[0]
    .replaceAll(/<script\b[\s\S]*?<\/script>/g, '')
    .replace(/data-event="\d+"/, '')
    .replaceAll(/\b[0-9a-z]{12}\b/g, 'ID')
}

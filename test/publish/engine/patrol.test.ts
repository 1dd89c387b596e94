import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadRenderer } from '../../../server/publish/render/renderer.ts'
import { actionContext, addPlatforms, opened, p1g } from '../../support/app/actions.ts'
import { minutes } from '../../support/clock.ts'
import { onEachDatabase } from '../../support/database.ts'
import { closeTestPublishers, type TestPublisher, testPublisher } from '../../support/publish/publisher.ts'

const LOGO = {
  logo: { path: '/_astro/northline-1.svg' },
  content: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
}

onEachDatabase('files that somebody deletes under the running server', (fresh) => {
  closeTestPublishers()

  /** A site with an open incident, all of it on the disk; it counts what is rendered. */
  async function published() {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks', 'fax')
    const made = loadRenderer()
    const rendered: string[] = []
    const render: typeof made.render = (context) => {
      rendered.push(context.view.kind)
      return made.render(context)
    }
    const site = await testPublisher(db, { renderer: { ...made, render }, logos: [LOGO] })
    const id = await opened(actionContext(db), p1g({ title: 'No dial tone' }))
    await site.publisher.publish()
    await site.publisher.settled()
    rendered.length = 0
    return { db, id, rendered, ...site }
  }

  async function aMinuteLater({ publisher, clock }: TestPublisher): Promise<void> {
    clock.advance(minutes(1))
    await publisher.tick(clock())
    await publisher.settled()
  }

  test('are back within a minute, whatever they show, and each is said once', async () => {
    const site = await published()
    const { id, folder, lost, failures } = site
    const deleted = [
      'robots.txt',
      '_astro/northline-1.svg',
      'history/index.html',
      'support/index.html',
      'platforms/fax/index.html',
      'platforms/fax/history.rss',
      'badge.svg',
      `incidents/${id}/index.html`,
      `incidents/${id}.json`,
      'api/v2/components.json',
      'embed/banner.js',
    ]
    for (const file of deleted) expect(existsSync(join(folder, file)), file).toBe(true)
    const before = site.files()
    for (const file of deleted) rmSync(join(folder, file))
    await aMinuteLater(site)
    expect(site.files()).toEqual(before)
    expect(site.file(`incidents/${id}/index.html`)).toContain('No dial tone')
    const said = lost.length
    expect(lost.join()).toContain('gone from the folder and made again')
    await aMinuteLater(site)
    expect(lost).toHaveLength(said)
    expect(failures).toEqual([])
  })

  test('come back compressed, and a compressed form alone as well', async () => {
    const site = await published()
    const forms = ['support/index.html.br', 'support/index.html.gz', 'history/index.html.br'].map((file) =>
      join(site.folder, file),
    )
    for (const form of forms) expect(existsSync(form), form).toBe(true)
    rmSync(join(site.folder, 'support/index.html'))
    for (const form of forms) rmSync(form)
    await aMinuteLater(site)
    for (const form of forms) expect(existsSync(form), form).toBe(true)
    expect(site.lost).toContain('a compressed form of history/index.html was gone from the folder and made again')
  })

  test('go on being served where they were asked for before', async () => {
    const site = await published()
    const before = await site.ask('/history/')
    rmSync(join(site.folder, 'history/index.html'))
    expect((await site.ask('/history/')).body).toEqual(before.body)
  })

  test('are looked for without rendering anything, also what has no file', async () => {
    const site = await published()
    // What is rendered each minute anyway, and what a minute changes at an open incident.
    await aMinuteLater(site)
    await aMinuteLater(site)
    expect(site.rendered).toEqual([])
    expect(site.lost).toEqual([])
    rmSync(join(site.folder, 'support/index.html'))
    await aMinuteLater(site)
    expect(site.rendered).toEqual(['support'])
  })

  test('are told from those that there never were, after a start that knows of neither', async () => {
    const site = await published()
    await site.publisher.close()
    const again = await testPublisher(site.db, { folder: site.folder, clock: site.clock, logos: [LOGO] })
    await again.publisher.settled()
    const before = again.files()
    // The pictures of incidents: nobody draws any here.
    await aMinuteLater(again)
    await aMinuteLater(again)
    expect(again.files()).toEqual(before)
    expect(again.lost).toEqual([])
  })
})

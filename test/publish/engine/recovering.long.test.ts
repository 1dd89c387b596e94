import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Db } from '../../../db/schema/index.ts'
import { postUpdate } from '../../../server/actions/incident/post-update.ts'
import { loadRenderer } from '../../../server/publish/render/renderer.ts'
import type { PageContext } from '../../../src/views.ts'
import { actionContext, addPlatforms, news, opened, p1g, p2 } from '../../support/app/actions.ts'
import { minutes, START } from '../../support/clock.ts'
import { onEachDatabase } from '../../support/database.ts'
import { eventually } from '../../support/eventually.ts'
import { closeTestPublishers, stoppedTestPublisher, testPublisher } from '../../support/publish/publisher.ts'
import { SITE } from '../../support/publish/site.ts'
import { accepted } from '../../support/result.ts'

/** The compiled pages, failing for whatever `fails` says: a fault in a page, not in the publisher. */
function faultyPages(fails: (context: PageContext) => boolean) {
  const renderer = loadRenderer()
  const render: typeof renderer.render = async (context) => {
    if (fails(context)) throw new Error('This page is broken.')
    return renderer.render(context)
  }
  return { ...renderer, render }
}

async function publishedAt(db: Db, id: string): Promise<number | null> {
  const row = await db.selectFrom('incidents').select('published_at').where('id', '=', id).executeTakeFirstOrThrow()
  return row.published_at
}

onEachDatabase('recovering', (fresh, freshFile) => {
  closeTestPublishers()
  test('a page that cannot be rendered keeps its last good state, is reported, and is tried again', async () => {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks')
    let broken = false
    const renderer = faultyPages(({ view }) => broken && view.kind === 'incident')
    const mended: string[] = []
    const told = { renderer, mended: (what: string) => void mended.push(what) }
    const { publisher, ask, clock, failures } = await testPublisher(db, told)
    const id = await opened(actionContext(db), p1g({ title: 'First words' }))
    await publisher.publish()
    await publisher.settled()
    broken = true
    accepted(await postUpdate(actionContext(db), id, news('Second words.')))
    await expect(publisher.publish()).rejects.toThrow(`/incidents/${id}/`)
    expect(await publishedAt(db, id)).toBeNull()
    expect(publisher.status().problems).toEqual([`/incidents/${id}/ cannot be published: This page is broken.`])
    expect([failures.length, mended]).toEqual([1, []])
    const page = await ask(`/incidents/${id}/`)
    expect(page.status).toBe(200)
    expect(page.body.toString()).not.toContain('Second words.')
    expect((await ask('/')).body.toString()).toContain('Second words.')
    broken = false
    await publisher.tick(clock.advance(minutes(1)))
    expect((await ask(`/incidents/${id}/`)).body.toString()).toContain('Second words.')
    expect(publisher.status().problems).toEqual([])
    expect(mended).toEqual(['everything that could not be published is published'])
    expect(await publishedAt(db, id)).not.toBeNull()
  })

  test('a broken page elsewhere does not keep an incident from being published', async () => {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks', 'fax')
    const renderer = faultyPages(({ path }) => path === '/platforms/fax/')
    const { publisher, ask } = await testPublisher(db, { renderer })
    const id = await opened(actionContext(db), p2())
    await publisher.publish()
    expect((await ask(`/incidents/${id}/`)).status).toBe(200)
    expect(await publishedAt(db, id)).not.toBeNull()
  })

  test('what was under way when a publisher ended is done by the next one', async () => {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks')
    const first = await testPublisher(db)
    await first.publisher.settled()
    const id = await opened(actionContext(db), p2({ title: 'Half done' }))
    await first.publisher.publish()
    // Its pages are out; feeds and JSON still wait in the queue.
    await first.publisher.close()
    rmSync(join(first.folder, 'history.rss'))
    const unseen = await opened(actionContext(db), p2({ title: 'Posted while nobody published' }))
    const second = await testPublisher(db, { folder: first.folder })
    await second.publisher.settled()
    expect(second.file('history.rss')).toContain('Half done')
    expect(second.file(`api/v2/incidents/${id}.json`)).toContain('Half done')
    expect(second.file(`incidents/${unseen}/index.html`)).toContain('Posted while nobody published')
    expect(await publishedAt(db, unseen)).not.toBeNull()
  })

  test('a start serves the folder as found, renders nothing that is fresh, and everything after a change', async () => {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks')
    const id = await opened(actionContext(db), p2({ title: 'Long ago' }))
    accepted(await postUpdate(actionContext(db), id, news('Over.', { phase: 'resolved' })))
    const first = await testPublisher(db)
    await first.publisher.settled()
    await first.publisher.close()
    const page = join(first.folder, `incidents/${id}/index.html`)
    writeFileSync(page, 'as found')
    writeFileSync(join(first.folder, 'left-behind.json'), '{}')
    const second = await stoppedTestPublisher(db, { folder: first.folder })
    expect((await second.ask(`/incidents/${id}/`)).body.toString()).toBe('as found')
    await second.publisher.start()
    await second.publisher.settled()
    expect(readFileSync(page, 'utf8')).toBe('as found')
    await second.publisher.close()
    const site = async () => ({ ...SITE, name: 'Southline' })
    const third = await testPublisher(db, { folder: first.folder, site })
    expect((await third.ask('/')).body.toString()).toContain('Southline')
    await third.publisher.settled()
    expect(readFileSync(page, 'utf8')).toContain('Southline')
    expect(third.file('left-behind.json')).toBeNull()
    expect((await third.ask(`/incidents/${id}/`)).body.toString()).toContain('Southline')
  })

  test('what vanishes from the folder while it is written is reported, and made again', async () => {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks')
    const { publisher, folder, clock, failures, file } = await testPublisher(db)
    await publisher.settled()
    const id = await opened(actionContext(db), p2({ title: 'Swept away' }))
    await publisher.publish()
    rmSync(join(folder, 'incidents', id), { recursive: true })
    await publisher.settled()
    expect(failures).toEqual([expect.stringContaining(`could not publish /incidents/${id}/: Error: ENOENT`)])
    await publisher.tick(clock.advance(minutes(1)))
    await publisher.settled()
    expect(publisher.status().problems).toEqual([])
    expect(file(`incidents/${id}/index.html`)).toContain('Swept away')
  })

  test('a folder that is emptied while it is written is filled again, whether somebody posts or not', async () => {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks')
    const { publisher, folder, clock, files, file } = await testPublisher(db)
    await publisher.settled()
    const before = files()
    const empty = () => {
      for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true })
    }
    empty()
    await publisher.tick(clock.advance(1_000))
    await publisher.settled()
    expect(files()).toEqual(before)
    empty()
    const id = await opened(actionContext(db), p2({ title: 'Posted into the void' }))
    await publisher.publish()
    expect(file(`incidents/${id}/index.html`)).toContain('Posted into the void')
    await publisher.settled()
    expect(files()).toEqual(expect.arrayContaining(before))
    rmSync(folder, { recursive: true })
    await publisher.tick(clock.advance(1_000))
    await publisher.settled()
    expect(files()).toEqual(expect.arrayContaining(before))
    expect(publisher.status().problems).toEqual([])
  })

  test('a folder that cannot be written at the start is served as found, and brought up to date once it can be', async () => {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks')
    const first = await testPublisher(db)
    await first.publisher.settled()
    await first.publisher.close()
    // The state cannot take the place of a folder: as if the disk were full.
    const obstacle = join(first.folder, '.state.json')
    rmSync(obstacle)
    mkdirSync(join(obstacle, 'in the way'), { recursive: true })
    await opened(actionContext(db), p2({ title: 'Posted meanwhile' }))
    const second = await testPublisher(db, { folder: first.folder })
    expect((await second.ask('/')).status).toBe(200)
    expect(second.publisher.status().problems).toContainEqual(expect.stringContaining('cannot go on'))
    rmSync(obstacle, { recursive: true })
    await eventually(async () => second.publisher.status().problems.length === 0 || undefined)
    await second.publisher.settled()
    expect(second.file('index.html')).toContain('Posted meanwhile')
  })

  test('what cannot be put in its place is not left lying about, where it would fill the disk', async () => {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks')
    const { publisher, folder } = await testPublisher(db)
    await publisher.settled()
    rmSync(join(folder, 'index.html'))
    mkdirSync(join(folder, 'index.html', 'in the way'), { recursive: true })
    await opened(actionContext(db), p2())
    await expect(publisher.publish()).rejects.toThrow('/ could not be published')
    await publisher.settled()
    expect(readdirSync(join(folder, '.tmp'))).toEqual([])
  })

  test('of two publishers of one folder one writes, the other follows, and takes over', async () => {
    const { db } = await freshFile()
    await addPlatforms(db, 'trunks')
    const writer = await testPublisher(db)
    const follower = await testPublisher(db, { folder: writer.folder })
    expect(writer.publisher.status().measures.publisher_writing).toBe(1)
    expect(follower.publisher.status().measures.publisher_writing).toBe(0)
    expect((await follower.ask('/')).status).toBe(200)
    await opened(actionContext(db), p2({ title: 'Seen by both' }))
    // The follower's call waits until the writer has found the event by itself.
    await follower.publisher.publish()
    expect((await follower.ask('/')).body.toString()).toContain('Seen by both')
    await writer.publisher.close()
    await opened(actionContext(db, undefined, START + 1), p2({ title: 'After the change of hands' }))
    await follower.publisher.publish()
    expect((await follower.ask('/')).body.toString()).toContain('After the change of hands')
    expect(follower.publisher.status().measures.publisher_writing).toBe(1)
  })

  test('a follower can have everything rendered by the writer', async () => {
    const { db } = await freshFile()
    await addPlatforms(db, 'trunks')
    const writer = await testPublisher(db)
    await writer.publisher.settled()
    const follower = await testPublisher(db, { folder: writer.folder })
    const page = join(writer.folder, 'platforms/trunks/index.html')
    writeFileSync(page, 'damaged')
    await follower.publisher.publishAll()
    expect(readFileSync(page, 'utf8')).toContain('TRUNKS')
  })

  test('what one folder asks to have rendered is rendered in every folder of the database', async () => {
    const { db } = await freshFile()
    await addPlatforms(db, 'trunks')
    const [here, there] = [await testPublisher(db), await testPublisher(db)]
    await Promise.all([here, there].map(({ publisher }) => publisher.settled()))
    const page = join(there.folder, 'platforms/trunks/index.html')
    writeFileSync(page, 'damaged')
    await here.publisher.publishAll()
    await there.publisher.publish()
    await there.publisher.settled()
    expect(readFileSync(page, 'utf8')).toContain('TRUNKS')
    const { notify } = await db.selectFrom('events').select('notify').orderBy('id', 'desc').executeTakeFirstOrThrow()
    expect(notify).toBe(0)
  })

  test('an event from elsewhere is found without being told of it', async () => {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks')
    const { ask } = await testPublisher(db)
    await opened(actionContext(db), p2({ title: 'From the command line' }))
    await eventually(async () => (await ask('/')).body.includes('From the command line') || undefined)
  })
})

import { rm } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { loadRenderer } from '../../../server/publish/render/renderer.ts'
import { addPlatforms } from '../../support/app/actions.ts'
import { minutes } from '../../support/clock.ts'
import { onEachDatabase } from '../../support/database.ts'
import { closeTestPublishers, testPublisher } from '../../support/publish/publisher.ts'

const MAKING = ['The pages are being made for the first time.']

/** A renderer that makes no page of a platform until it is told to. */
function hesitating(hash?: string) {
  const renderer = loadRenderer()
  const { promise, resolve } = Promise.withResolvers<void>()
  const render: typeof renderer.render = async (context) => {
    if (context.view.kind === 'platform') await promise
    return renderer.render(context)
  }
  return { renderer: { ...renderer, render, hash: hash ?? renderer.hash }, goOn: resolve }
}

onEachDatabase('the first start', (fresh) => {
  closeTestPublishers()

  test('is over when everything has been made, not when what people look at first has', async () => {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks')
    const { renderer, goOn } = hesitating()
    const { publisher, ask, clock } = await testPublisher(db, { renderer })
    expect([(await ask('/')).status, (await ask('/platforms/trunks/')).status]).toEqual([200, 404])
    expect([publisher.isComplete(), publisher.status().problems]).toEqual([false, MAKING])
    clock.advance(minutes(1))
    await publisher.tick(clock())
    expect([publisher.isComplete(), publisher.status().problems]).toEqual([false, MAKING])
    goOn()
    await publisher.settled()
    expect((await ask('/platforms/trunks/')).status).toBe(200)
    expect([publisher.isComplete(), publisher.status().problems]).toEqual([true, []])
  })

  test('is none where an earlier one has made everything; a new version may miss what it adds, and works', async () => {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks')
    const first = await testPublisher(db)
    await first.publisher.settled()
    await first.publisher.close()
    const same = await testPublisher(db, { folder: first.folder })
    expect([same.publisher.isComplete(), same.publisher.status().problems]).toEqual([true, []])
    await same.publisher.close()
    const { renderer, goOn } = hesitating('another version')
    const { publisher } = await testPublisher(db, { folder: first.folder, renderer })
    expect([publisher.isComplete(), publisher.status().problems]).toEqual([false, []])
    goOn()
    await publisher.settled()
    expect(publisher.isComplete()).toBe(true)
  })

  test('comes again where somebody has cleared the folder', async () => {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks')
    const { publisher, folder, clock } = await testPublisher(db)
    await publisher.settled()
    await rm(folder, { recursive: true })
    const ticked = publisher.tick(clock())
    await ticked
    expect(publisher.status().problems).toEqual(MAKING)
    await publisher.settled()
    expect([publisher.isComplete(), publisher.status().problems]).toEqual([true, []])
  })
})

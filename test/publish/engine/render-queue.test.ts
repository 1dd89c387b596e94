import { expect, test } from 'vitest'
import { RenderQueue } from '../../../server/publish/engine/render-queue.ts'

function quietBacklog(): { queue: RenderQueue; done: string[]; job: (what: string) => () => Promise<void> } {
  const done: string[] = []
  const queue = new RenderQueue((error) => {
    throw error
  })
  return { queue, done, job: (what) => async () => void done.push(what) }
}

test('of jobs with one name the newest is done, in the place of the first', async () => {
  const { queue, done, job } = quietBacklog()
  await queue.aside(async () => {
    queue.add('feed', job('feed of the first post'))
    queue.add('page', job('page'))
    queue.add('feed', job('feed of the second post'))
  })
  await queue.settled()
  expect(done).toEqual(['feed of the second post', 'page'])
})

test('a job has its turn however often it is asked for again', async () => {
  const { queue, done, job } = quietBacklog()
  for (let post = 0; done.length === 0; post++) {
    await queue.aside(async () => {
      for (let n = 0; n < 20; n++) queue.add(`page ${post} ${n}`, async () => {})
      queue.add('feed', job('feed'))
    })
    await new Promise(setImmediate)
  }
  await queue.settled()
})

test('nothing begins while something is done aside, and what was left is done after it', async () => {
  const { queue, done, job } = quietBacklog()
  await queue.aside(async () => {
    queue.add('page', job('page'))
    await new Promise(setImmediate)
    expect(done).toEqual([])
  })
  expect(await queue.settled()).toBe(true)
  expect(done).toEqual(['page'])
})

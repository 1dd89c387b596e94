import { expect, test } from 'vitest'
import { Backlog } from '../../../server/publish/engine/render-queue.ts'

function quietBacklog(): { backlog: Backlog; done: string[]; job: (what: string) => () => Promise<void> } {
  const done: string[] = []
  const backlog = new Backlog((error) => {
    throw error
  })
  return { backlog, done, job: (what) => async () => void done.push(what) }
}

test('of jobs with one name the newest is done, in the place of the first', async () => {
  const { backlog, done, job } = quietBacklog()
  await backlog.aside(async () => {
    backlog.add('feed', job('feed of the first post'))
    backlog.add('page', job('page'))
    backlog.add('feed', job('feed of the second post'))
  })
  await backlog.settled()
  expect(done).toEqual(['feed of the second post', 'page'])
})

test('a job has its turn however often it is asked for again', async () => {
  const { backlog, done, job } = quietBacklog()
  for (let post = 0; done.length === 0; post++) {
    await backlog.aside(async () => {
      for (let n = 0; n < 20; n++) backlog.add(`page ${post} ${n}`, async () => {})
      backlog.add('feed', job('feed'))
    })
    await new Promise(setImmediate)
  }
  await backlog.settled()
})

test('nothing begins while something is done aside, and what was left is done after it', async () => {
  const { backlog, done, job } = quietBacklog()
  await backlog.aside(async () => {
    backlog.add('page', job('page'))
    await new Promise(setImmediate)
    expect(done).toEqual([])
  })
  expect(await backlog.settled()).toBe(true)
  expect(done).toEqual(['page'])
})

import { expect, test } from 'vitest'
import { NORTHLINE } from '../../db/seed/northline.ts'
import { loadDemo } from '../../server/actions/demo/load-demo.ts'
import { DAY } from '../../server/domain/vocabulary.ts'
import { createDraw } from '../../server/publish/share/drawer.ts'
import { incidentPicture } from '../../server/publish/share/picture.ts'
import { actionContext } from '../support/app/actions.ts'
import { manualClock } from '../support/clock.ts'
import { sqliteInMemory } from '../support/database.ts'
import { ADA } from '../support/people.ts'
import { closeTestPublishers, testPublisher } from '../support/publish/publisher.ts'
import { accepted } from '../support/result.ts'

closeTestPublishers()

const draw = createDraw()
const sizeOf = (png: Buffer) => [png.toString('latin1', 1, 4), png.readUInt32BE(16), png.readUInt32BE(20)]
const imageIn = (html: string | null) =>
  /<meta property="og:image" content="https:\/\/[^/]+([^"?]*)/.exec(html ?? '')?.[1] ?? ''

test("each incident of late is passed on with a picture of its own, and with the site's when it is long over", async () => {
  const { db, close } = await sqliteInMemory()
  accepted(await loadDemo(actionContext(db, ADA), NORTHLINE))
  const clock = manualClock()
  const { publisher, file, files, ask } = await testPublisher(db, { clock, draw })
  await publisher.settled()
  const pages = files().filter((name) => /^incidents\/[^/]+\/index\.html$/.test(name))
  const images = new Set(pages.map((page) => imageIn(file(page))))
  const own = [...images].filter((image) => image !== '/share.png' && image !== '')
  expect(own.length).toBeGreaterThan(1)
  const bodies = await Promise.all([...own, '/share.png'].map(async (image) => (await ask(image)).body))
  for (const body of bodies) expect(sizeOf(body)).toEqual(['PNG', 1200, 630])
  expect(new Set(bodies.map((body) => body.toString('base64'))).size).toBe(bodies.length)
  expect((await ask('/share.png')).headers['content-type']).toBe('image/png')
  // A year on, nothing that is over has one.
  clock.advance(365 * DAY)
  await publisher.tick(clock())
  await publisher.settled()
  const left = files().filter((name) => name.startsWith('incidents/') && name.endsWith('.png'))
  for (const page of pages) {
    const image = imageIn(file(page))
    expect(image === '' || image === '/share.png' || left.includes(image.slice(1))).toBe(true)
  }
  expect(left.length).toBeLessThan(own.length)
  await close()
})

test('a picture that cannot be drawn keeps nothing back: the mark alone is shown', async () => {
  const { db, close } = await sqliteInMemory()
  accepted(await loadDemo(actionContext(db, ADA), NORTHLINE))
  const broken = () => Promise.reject(new Error('no memory'))
  const { publisher, failures, ask } = await testPublisher(db, { draw: broken })
  await publisher.publish()
  await publisher.settled()
  expect(failures).toEqual([])
  expect(sizeOf((await ask('/share.png')).body)).toEqual(['PNG', 1200, 630])
  await close()
})

test('a post does not wait for its picture', async () => {
  const { db, close } = await sqliteInMemory()
  accepted(await loadDemo(actionContext(db, ADA), NORTHLINE))
  const drawing = Promise.withResolvers<Buffer>()
  const { publisher, file } = await testPublisher(db, { draw: () => drawing.promise })
  await publisher.publish()
  expect(file('index.html')).not.toBeNull()
  drawing.resolve(Buffer.from('drawn'))
  await publisher.settled()
  await close()
})

test('hostile and foreign texts are drawn as text, cut, or left out', async () => {
  const told = { site: '日本通信', state: 'major_outage', says: 'Major outage', facts: ['🚨 A & B'] } as const
  const svg = incidentPicture({ ...told, title: `</text><script>alert(1)</script> ${'word '.repeat(200)}` })
  expect(svg).not.toContain('<script')
  expect(svg).toContain('…')
  expect(svg).toContain('A &amp; B')
  expect(svg).not.toContain('日')
  // A text is never told by half.
  expect(incidentPicture({ ...told, title: 'Calls to 東京 fail', facts: ['Zoom Phone'] })).toMatch(
    /font-size="66"[^>]*>Zoom Phone</,
  )
  const slavic = 'Łódź, Київ: połączenia'
  expect(incidentPicture({ ...told, title: slavic })).toContain(slavic)
  expect(sizeOf(await draw(svg))).toEqual(['PNG', 1200, 630])
  await expect(draw('<svg')).rejects.toThrow('could not be drawn')
})

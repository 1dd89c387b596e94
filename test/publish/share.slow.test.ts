import { expect, test } from 'vitest'
import { NORTHLINE } from '../../db/seed/northline.ts'
import { loadDemo } from '../../server/actions/demo/load-demo.ts'
import { DAY } from '../../server/domain/vocabulary.ts'
import { createDraw, perCause } from '../../server/publish/share/drawer.ts'
import { incidentPicture } from '../../server/publish/share/picture.ts'
import { dictionary, LOCALES, type Locale } from '../../src/i18n/index.ts'
import { actionContext, addPlatforms, opened, p1g } from '../support/app/actions.ts'
import { manualClock, START } from '../support/clock.ts'
import { sqliteInMemory } from '../support/database.ts'
import { ADA, ROSA } from '../support/people.ts'
import { closeTestPublishers, testPublisher } from '../support/publish/publisher.ts'
import { SITE } from '../support/publish/site.ts'
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
  const told: string[] = []
  const undrawn = perCause((error, what) => void told.push(`${what}: ${error}`))
  const { publisher, failures, ask } = await testPublisher(db, { draw: broken, undrawn })
  await publisher.publish()
  await publisher.settled()
  expect(failures).toEqual([])
  // However many there are, what hinders all of them is told once.
  expect(told).toEqual([expect.stringMatching(/^could not draw .*share\.png: Error: no memory$/)])
  expect(sizeOf((await ask('/share.png')).body)).toEqual(['PNG', 1200, 630])
  await close()
})

test('where a site speaks several languages, each passes on its own pictures, in its words', async () => {
  const { db, close } = await sqliteInMemory()
  await addPlatforms(db, 'trunks')
  const command = p1g({ title: 'Οι κλήσεις αποτυγχάνουν', platforms: [{ id: 'trunks', impact: 'major_outage' }] })
  const id = await opened(actionContext(db, ROSA, START), command)
  const drawn: string[] = []
  const { publisher, file, files } = await testPublisher(db, {
    site: async () => ({ ...SITE, languages: LOCALES }),
    draw: async (svg) => Buffer.from(String(drawn.push(svg))),
  })
  await publisher.settled()
  for (const [folder, since] of [
    ['', 'Since '],
    ['pt/', 'Desde '],
    ['es/', 'Desde '],
  ]) {
    const image = imageIn(file(`${folder}incidents/${id}/index.html`))
    expect(image).toBe(`/${folder}incidents/${id}/share.png`)
    expect(files()).toContain(image.slice(1))
    const svg = drawn[Number(file(image.slice(1))) - 1] ?? ''
    // The face has no letters for the title: what it has letters for stands there nevertheless.
    const { state } = dictionary(folder === '' ? 'en' : (folder?.slice(0, 2) as Locale)).words
    expect(svg).toContain(`${state.major_outage} `)
    expect(svg).toContain('>TRUNKS<')
    expect(svg).toContain(since)
    expect(svg).not.toContain('κ')
    expect(imageIn(file(`${folder}support/index.html`))).toBe(`/${folder}share.png`)
  }
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

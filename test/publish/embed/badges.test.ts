import { XMLParser } from 'fast-xml-parser'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Db } from '../../../db/schema/index.ts'
import { postUpdate } from '../../../server/actions/incident/post-update.ts'
import { changePlatform } from '../../../server/actions/platform/change-platform.ts'
import { createPlatform } from '../../../server/actions/platform/create-platform.ts'
import { PLATFORM_STATES } from '../../../server/domain/vocabulary.ts'
import { siteBadge } from '../../../server/publish/embed/badge.ts'
import { widthOf } from '../../../server/publish/embed/measure.ts'
import { LOCALES } from '../../../src/i18n/index.ts'
import { actionContext, addPlatforms, news, opened, p1g, p2 } from '../../support/app/actions.ts'
import { hours, type ManualClock, manualClock, minutes, START } from '../../support/clock.ts'
import { sqliteInMemory } from '../../support/database.ts'
import { ADA } from '../../support/people.ts'
import { closeTestPublishers, type TestPublisher, testPublisher } from '../../support/publish/publisher.ts'
import { SITE } from '../../support/publish/site.ts'
import { accepted } from '../../support/result.ts'
import { HOSTILE } from '../../support/site/hostile.ts'

closeTestPublishers()

let db: Db
let close: () => Promise<void>
let clock: ManualClock
let site: TestPublisher
beforeEach(async () => {
  ;({ db, close } = await sqliteInMemory())
  await addPlatforms(db, 'trunks', 'fax')
  clock = manualClock()
  site = await testPublisher(db, { clock, site: async () => ({ ...SITE, languages: LOCALES }) })
})
afterEach(async () => {
  await site.publisher.close()
  await close()
})

const published = async (now = clock.now()) => {
  clock.set(now)
  await site.publisher.publish()
  await site.publisher.tick(now)
  await site.publisher.settled()
}
const svg = (file: string) => site.file(file) ?? ''
const title = (file: string) => /<title id="title">([^<]*)</.exec(svg(file))?.[1]
const lines = (file: string) => [...svg(file).matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text)

describe('a badge', () => {
  test('says the state of everything, and of each platform, in every language', async () => {
    await opened(actionContext(db), p2())
    await published()
    expect(lines('badge.svg').slice(0, 2)).toEqual(['Northline', 'Partial outage'])
    expect(lines('platforms/trunks/badge.svg').slice(0, 2)).toEqual(['TRUNKS', 'Partial outage'])
    expect(lines('platforms/fax/badge.svg')).toEqual(['FAX', 'Operational'])
    expect(lines('pt/badge.svg')[1]).toBe('Interrupção parcial')
    expect(lines('es/platforms/trunks/badge.svg')[1]).toBe('Interrupción parcial')
  })

  test('has a second line only while an update is promised, with the day for those who hear it', async () => {
    await published()
    expect(lines('badge.svg')).toHaveLength(2)
    const id = await opened(actionContext(db), p1g())
    await published()
    expect(lines('badge.svg')[2]).toMatch(/^Next update by \d\d:\d\d MST$/)
    expect(lines('badge.svg')[2]).toBe(lines('platforms/trunks/badge.svg')[2])
    expect(lines('platforms/fax/badge.svg')).toHaveLength(2)
    expect(title('badge.svg')).toMatch(/^Northline: .*\. Next update by Tue 10 Nov 2026, \d\d:\d\d MST$/)
    accepted(await postUpdate(actionContext(db, undefined, START + 1), id, news('Over.', { phase: 'resolved' })))
    await published(START + 1)
    expect(lines('badge.svg')).toEqual(['Northline', 'All systems operational'])
    expect(lines('platforms/trunks/badge.svg')).toEqual(['TRUNKS', 'Operational'])
  })

  test('admits a promise that was not kept, without anything having happened', async () => {
    await opened(actionContext(db), p1g())
    await published()
    await published(START + hours(5))
    for (const file of ['badge.svg', 'platforms/trunks/badge.svg'])
      expect(lines(file)[2]).toMatch(/^Update overdue since \d\d:\d\d MST$/)
  })

  test('is gone with its platform', async () => {
    await published()
    expect(site.file('platforms/fax/badge.svg')).not.toBeNull()
    accepted(await changePlatform(actionContext(db, ADA), 'fax', { archived: true }))
    await published()
    expect(site.file('platforms/fax/badge.svg')).toBeNull()
  })

  test('is well-formed, refers to nothing outside, and cuts what is too long', async () => {
    const name = `${HOSTILE} \u0007\u202e${'漢字'.repeat(20)}`.slice(0, 80)
    accepted(await createPlatform(actionContext(db, ADA), { id: 'hostile', name, group: 'Voice' }))
    await published()
    const badge = svg('platforms/hostile/badge.svg')
    const parsed = new XMLParser({ ignoreAttributes: false }).parse(badge, true)
    expect(Object.keys(parsed)).toEqual(['svg'])
    expect(badge).not.toMatch(/<(script|image|style|use|foreignObject)|href|url\(|\son\w+=\p{L}/u)
    expect([...(lines('platforms/hostile/badge.svg')[0] ?? '').replace(/&\w+;|&#\d+;/g, '.')].length).toBeLessThan(33)
    expect(badge.match(/https?:/g)).toEqual(['http:'])
    expect(Number(/width="(\d+)"/.exec(badge)?.[1])).toBeLessThan(600)
  })

  test('is read by other sites, and kept as other files are', async () => {
    await published()
    const { headers } = await site.ask('/pt/platforms/trunks/badge.svg')
    expect(headers).toMatchObject({
      'content-type': 'image/svg+xml; charset=utf-8',
      'access-control-allow-origin': '*',
      'cache-control': 'no-cache, s-maxage=10, stale-if-error=86400',
    })
  })

  test('tells states by shape and by colour, each with white text that can be read on it', async () => {
    const drawn = await Promise.all(
      PLATFORM_STATES.map((state) =>
        siteBadge({
          ...{ site: SITE, now: START, open: async () => [], running: async () => [] },
          ...(state === 'under_maintenance'
            ? { running: async () => [{ impact: state, platforms: ['a'] }] }
            : { open: async () => [{ row: { next_update_due_at: null }, impacts: impactsOf(state) }] }),
          platforms: async () => ({ list: [{ id: 'a' }], byId: new Map() }),
        } as unknown as Parameters<typeof siteBadge>[0]),
      ),
    )
    const colours = drawn.map((badge) => /fill="(#\w{6})"/.exec(badge)?.[1] ?? '')
    expect(new Set(colours).size).toBe(5)
    expect(new Set(drawn.map((badge) => /viewBox="0 0 24 24"[^>]*>(.*?)<\/svg>/.exec(badge)?.[1])).size).toBe(5)
    for (const colour of [...colours, '#16211d']) expect(contrastToWhite(colour)).toBeGreaterThan(4.5)
  })
})

test('a text is measured without a font', () => {
  expect(widthOf('iiii', 11)).toBeLessThan(widthOf('mmmm', 11) / 2)
  expect(widthOf('e\u0301', 11)).toBe(widthOf('e', 11))
  expect(widthOf('漢', 11)).toBeGreaterThan(11)
  expect(widthOf('', 11)).toBe(0)
})

const impactsOf = (impact: string) =>
  impact === 'operational' ? [] : [{ platform_id: 'a', impact, until_at: null, at: START - minutes(1) }]

function contrastToWhite(colour: string): number {
  const channels = [1, 3, 5].map((from) => Number.parseInt(colour.slice(from, from + 2), 16) / 255)
  const [r = 0, g = 0, b = 0] = channels.map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
  return 1.05 / (0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05)
}

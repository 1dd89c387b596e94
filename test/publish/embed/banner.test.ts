import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Db } from '../../../db/schema/index.ts'
import { bannerScript } from '../../../server/publish/embed/banner.ts'
import { addDictionary, dictionary, LOCALES } from '../../../src/i18n/index.ts'
import { pluralOf } from '../../../src/i18n/intl.ts'
import { actionContext, addPlatforms, opened, p1g, p2 } from '../../support/app/actions.ts'
import { scheduled, tick } from '../../support/app/maintenance.ts'
import { type ManualClock, manualClock, minutes, START } from '../../support/clock.ts'
import { sqliteInMemory } from '../../support/database.ts'
import { closeTestPublishers, type TestPublisher, testPublisher } from '../../support/publish/publisher.ts'
import { SITE } from '../../support/publish/site.ts'

closeTestPublishers()

let db: Db
let close: () => Promise<void>
let clock: ManualClock
let site: TestPublisher
beforeEach(async () => {
  ;({ db, close } = await sqliteInMemory())
  await addPlatforms(db, 'trunks', 'fax')
  clock = manualClock()
  site = await testPublisher(db, { clock })
})
afterEach(async () => {
  await site.publisher.close()
  await close()
})

const told = async (now = clock.now()) => {
  clock.set(now)
  await site.publisher.publish()
  await site.publisher.tick(now)
  await site.publisher.settled()
  return JSON.parse(site.file('embed/banner.json') ?? '')
}

describe('what the banner is told', () => {
  test('is when it was told, every minute anew', async () => {
    expect(await told()).toEqual({ at: '2026-11-10T15:00:00Z', incidents: [], maintenance: [] })
    expect((await told(START + minutes(1))).at).toBe('2026-11-10T15:01:00Z')
  })

  test('are open master cases with what is promised; no other incident, and no drill', async () => {
    await opened(actionContext(db), p2())
    await opened(actionContext(db), p1g({ title: 'An exercise', drill: true }))
    const id = await opened(actionContext(db), p1g())
    const { incidents } = await told()
    expect(incidents).toEqual([
      {
        ...{ id, url: `https://status.example.com/incidents/${id}/`, title: 'Calls failing' },
        ...{ since: '2026-11-10T15:00:00Z', nextUpdateBy: expect.stringMatching(/^2026-11-10T1\d:\d\d:00Z$/) },
        platforms: ['trunks'],
      },
    ])
  })

  test('are windows under way that customers notice, with their end', async () => {
    const window = {
      startsAt: START + minutes(60),
      endsAt: START + minutes(120),
      acceptConflicts: true,
      reason: 'Asked for.',
    }
    const felt = await scheduled(db, { ...window, impact: 'under_maintenance' })
    await scheduled(db, { ...window, title: 'Unfelt', platforms: ['fax'], impact: 'none' })
    expect((await told()).maintenance).toEqual([])
    await tick(db, START + minutes(60))
    expect((await told(START + minutes(61))).maintenance).toEqual([
      {
        ...{ id: felt, url: `https://status.example.com/maintenance/${felt}/`, title: 'New session border controller' },
        ...{ startsAt: '2026-11-10T16:00:00Z', endsAt: '2026-11-10T17:00:00Z', platforms: ['trunks'] },
      },
    ])
  })
})

describe("the banner's script", () => {
  test('is small with the longest name, the words of all languages and room for another', () => {
    const languages = [...LOCALES, addDictionary('es2', dictionary('es'))]
    const script = bannerScript({ site: { ...SITE, name: 'Ñ'.repeat(80), languages } })
    expect(Buffer.byteLength(script)).toBeLessThanOrEqual(6_000)
    for (const word of ['Next update by', 'xima atualiza', 'xima actualizaci']) expect(script).toContain(word)
  })

  test('is ASCII, whatever the site is called', () => {
    expect(bannerScript({ site: { ...SITE, name: 'Ñandú 📞\u2028', languages: LOCALES } })).toMatch(/^[\0-~]+$/)
  })

  test('counts as a language does', () => {
    const texts = dictionary('en')
    const more = (n: number) => pluralOf('pl')(n, { one: 'i {n} inny', few: 'i {n} inne', other: 'i {n} innych' })
    const language = addDictionary('pl', {
      ...texts,
      language: { ...texts.language, tag: 'pl' },
      embed: { ...texts.embed, banner: { ...texts.embed.banner, more } },
    })
    expect(bannerScript({ site: { ...SITE, locale: language, languages: [language] } })).toContain(
      '{"one":"i {} inny","few":"i {} inne","many":"i {} innych"}',
    )
  })

  test('parses no markup, runs no text, and depends on nothing', () => {
    const script = bannerScript({ site: SITE })
    expect(script).not.toMatch(
      /innerHTML|outerHTML|insertAdjacent|document\.write|\beval\b|Function\(|\bimport\b|\.style\b/,
    )
    expect(() => new Function(script)).not.toThrow()
  })

  test('may be asked for by any site, also by those that demand it (COEP)', async () => {
    await site.publisher.settled()
    const script = await site.ask('/embed/banner.js')
    expect(script.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'access-control-allow-origin': '*',
      'cache-control': 'no-cache, s-maxage=10, stale-if-error=86400',
    })
    expect((await site.ask('/embed/banner.json')).headers['access-control-allow-origin']).toBe('*')
    expect((await site.ask('/sw.js')).headers['access-control-allow-origin']).toBeUndefined()
  })
})

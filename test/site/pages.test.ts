import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { dictionary } from '../../src/i18n/index.ts'
import type { UpdateView } from '../../src/views.ts'
import { hard, homeWith, incidentWith, openWith, ordinary } from '../support/site/fixtures.ts'
import { headerPolicy, headingRanks, render, texts } from '../support/site/pages.ts'
import { home, incident, masterCase, NOW, pageContext, site } from '../support/site/samples.ts'

const all = Object.entries({ ...ordinary, ...hard })

describe.each(all)('the page "%s"', (_, context) => {
  test('explains each priority once at most', async () => {
    const html = await render(context)
    const inWords = html.replace(/ title="[^"]*"/g, '')
    // Lists have no room for words: they explain to those who point at it.
    const counted = context.view.kind === 'incident' ? html : inWords
    for (const meaning of Object.values(dictionary('en').words.priority))
      expect([meaning, counted.split(meaning).length - 1 > 1]).toEqual([meaning, false])
  })

  test('has one first heading, and skips no rank below it', async () => {
    const ranks = headingRanks(await render(context))
    expect(ranks.filter((rank) => rank === 1)).toHaveLength(1)
    expect(ranks[0]).toBe(1)
    ranks.reduce((before, rank) => {
      expect(rank).toBeLessThanOrEqual(before + 1)
      return rank
    })
  })

  test('has landmarks, a way past them, a language and a title', async () => {
    const html = await render(context)
    // Staff who were woken up are led nowhere else.
    expect(html.includes('<nav')).toBe(context.view.kind !== 'owed')
    for (const part of ['<header', '<main id="content"', 'href="#content"']) expect(html).toContain(part)
    // The desk has nothing to tell below its pages.
    expect(html.includes('<footer')).toBe(!context.view.kind.startsWith('console/'))
    expect(html).toMatch(/<html lang="en"[ >]/)
    expect(texts(html, 'title').join()).not.toBe('')
  })

  test('gives every time to machines as well, and names its zone to people', async () => {
    const html = await render(context)
    // Of a window only the end names the zone. A subscriber reads times in the zone that it has chosen.
    const ends = html.replace(/<span class="window"><time[^>]+>[^<]+<\/time>/g, '<span>')
    const times = [...ends.matchAll(/<time datetime="([^"]+)"[^>]*>([^<]+)</g)]
    expect(times.length).toBeGreaterThan(0)
    for (const [, machine = '', people] of times) {
      expect(new Date(machine).toISOString().replace('.000Z', 'Z')).toBe(machine)
      expect(people).toMatch(/\d\d:\d\d (M[SD]T|GMT)$/)
    }
  })

  test('states its security policy first, and has nothing inline that the policy would refuse', async () => {
    const html = await render(context)
    expect(html).toMatch(
      /^<!DOCTYPE html><html lang="en"[^>]*>\s*<head><meta http-equiv="content-security-policy" content="default-src 'none';/,
    )
    // What a title says within quotes is a text.
    expect(html.replace(/ content="[^"]*"/g, '')).not.toMatch(/<[^>]+\s(style|on\w+)=/i)
    expect(headerPolicy(html)).toMatch(/^default-src 'none';.*style-src 'self' 'sha256-.*; frame-ancestors 'none'$/)
    expect(headerPolicy(html)).not.toContain('unsafe')
    // Only what is in the page.
    expect(headerPolicy(html).match(/'sha256-/g)).toHaveLength(
      texts(html, 'style').length + texts(html, 'script').length,
    )
  })

  test('needs no second request before it is complete', async () => {
    const html = await render(context)
    expect(html).not.toMatch(/<script[^>]+src=/)
    expect(html).not.toMatch(/<link[^>]+rel="(stylesheet|modulepreload)"/)
    // But the face of its headings, which it does not wait for.
    expect(html.match(/<link rel="preload"[^>]*>/g)).toEqual([expect.stringContaining('as="font"')])
    expect(html).toContain('font-display:optional')
  })
})

describe('what a reader learns', () => {
  test('what does not work comes first, since when, and when the next word comes', async () => {
    const html = await render(pageContext(home))
    expect(texts(html, 'h1')).toEqual([
      'Teams Direct Routing down; Teams Operator Connect partly down; SIP Trunking impaired. 13 others work.',
    ])
    const hero = html.slice(html.indexOf('class="hero'), html.indexOf('class="strip'))
    expect(hero).toMatch(/Since .*10:50 MST.*Calls fail on Teams Direct Routing.*Next update by .*14:04 MST/s)
  })

  test('an open incident tells priority, phase, platforms, the newest text and the promise', async () => {
    const [card = ''] = texts(await render(pageContext(home)), 'article')
    for (const told of ['P1G · Master case', 'Identified', 'Teams Direct Routing', 'Major outage', 'Until then:']) {
      expect(card).toContain(told)
    }
    expect(card).toContain('Next update by 14:04 MST')
  })

  test('a promise that was not kept is admitted', async () => {
    const promise = { ...masterCase.promise, dueAt: NOW - 42 * 60_000, standing: 'overdue' } as const
    const html = await render(homeWith({ open: [openWith({ promise })] }))
    expect(texts(html, 'article').join()).toContain('Update overdue since 13:00 MST')
  })

  test('a promise for another day names the day', async () => {
    const promise = { ...masterCase.promise, dueAt: NOW + 26 * 3_600_000 }
    expect(texts(await render(incidentWith({ promise })), 'article').join()).toContain(
      'Next update by Mon 23 Nov 2026, 15:42 MST',
    )
  })

  test('nothing is promised once an incident is over', async () => {
    expect(await render(hard.resolved ?? pageContext(home))).not.toContain('Next update by')
  })

  test('the title of the tab says how an incident stands, also once it is over', async () => {
    const title = async (context: typeof hard.resolved) =>
      texts(await render(context ?? pageContext(home)), 'title').join()
    expect(await title(pageContext(incident))).toContain(`Identified: ${masterCase.title}`)
    expect(await title(hard.resolved)).toContain('Resolved: ')
  })

  test('the timeline has the newest text first, and marks what was corrected', async () => {
    const html = await render(pageContext(incident))
    expect(texts(html, 'h3').slice(0, 3)).toEqual(['Update', 'Identified', 'Investigating'])
    expect(texts(html, 'em')).toEqual(['Corrected Sun 22 Nov 2026, 12:22 MST'])
    expect(html).toContain('Partial outage → Major outage')
  })

  test('the timeline keeps until when a case was on hold, and why', async () => {
    const [newest, older] = incident.updates as [UpdateView, UpdateView]
    const held = { ...older, holdUntil: NOW + 26 * 3_600_000, reason: 'A part is on its way.' }
    const html = await render(incidentWith({ updates: [newest, held] }))
    const said = texts(html, 'article').join().split('Identified').at(-1)
    expect(said).toContain('On hold until Mon 23 Nov 2026, 15:42 MST')
    expect(said).toContain('Why: A part is on its way.')
  })

  test('ninety days are drawn in one line, and said in words', async () => {
    const html = await render(pageContext(home))
    expect(html.match(/aria-label="Last 90 days: /g)).toHaveLength(16)
    expect(html).toContain('aria-label="Last 90 days: trouble on 3 days."')
    expect(html).toContain('<title>Thu 22 Oct 2026 to Fri 23 Oct 2026: Degraded performance</title>')
  })

  test('the title of a page says “status” once, also of a provider who has said no name', async () => {
    const named = async (name: string) =>
      /<title>(.*?)<\/title>/.exec(await render({ ...pageContext(home), site: { ...site, name } }))?.[1]
    expect(await named('Service status')).toMatch(/ · Service status$/)
    expect(await named('Acme')).toMatch(/ · Acme status$/)
  })

  test('an empty page says that it is empty, and why', async () => {
    const html = await render(hard.empty ?? pageContext(home))
    expect(texts(html, 'h1')).toEqual(['No platforms are shown yet'])
    expect(html).toContain('Platforms will be listed here once they are set up.')
  })

  test('a demonstration says so on every page, a real provider never', async () => {
    expect(await render(pageContext(incident))).toContain('This is a demonstration.')
    expect(await render(hard.notDemo ?? pageContext(home))).not.toContain('This is a demonstration.')
  })

  test('who unsubscribes and is a contact reads what goes on; nobody else does', async () => {
    const goesOn = 'You go on getting the notices that Acme Freight and Beta named you for'
    const pageOf = (context = pageContext(home)) => render(context)
    expect(await pageOf(hard.named ?? ordinary.named)).toContain(goesOn)
    for (const view of [ordinary.unsubscribe, ordinary.manage]) expect(await pageOf(view)).not.toContain('named you')
  })

  test('pages behind a personal link stay out of search engines and do not refresh themselves', async () => {
    for (const kind of ['confirm', 'manage', 'unsubscribe', 'error']) {
      const html = await render(ordinary[kind] ?? pageContext(home))
      expect(html).toContain('<meta name="robots" content="noindex">')
      expect(html).not.toContain('data-event=')
    }
  })
})

describe('weight', () => {
  const brotli = (html: string) => brotliCompressSync(html, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } }).length

  test('the front page with 16 platforms and an open P1G is at most 14 kB, styles and scripts included', async () => {
    const html = await render(pageContext(home))
    expect(gzipSync(html).length).toBeLessThanOrEqual(14_000)
    expect(brotli(html)).toBeLessThanOrEqual(13_500)
  })

  test('all scripts together are at most 6 kB', async () => {
    const html = await render(pageContext(incident))
    // As they are: a text's tags would be left out, and "<" to ">" is no tag in a script.
    const scripts = [...html.matchAll(/<script\b[^>]*>(.*?)<\/script>/gs)].map(([, inner]) => inner)
    expect(scripts).toHaveLength(3)
    expect(brotli(scripts.join('\n'))).toBeLessThanOrEqual(6_000)
  })
})

test('a view that cannot be shown is an error that says why, never half a page', async () => {
  const history = pageContext({
    kind: 'history',
    month: 'not a month',
    began: null,
    told: null,
    incidents: [],
    maintenance: [],
    newer: null,
    older: null,
    months: [],
  })
  const rendering = render({ ...history, path: '/history/' })
  await expect(rendering).rejects.toThrow('Rendering /history/ (history) failed: Invalid time value')
})

test('a kind of view without a page is an error', async () => {
  const unknown = JSON.parse('{"kind":"unheard-of"}')
  await expect(render(pageContext(unknown))).rejects.toThrow('(unheard-of) failed: status 404')
})

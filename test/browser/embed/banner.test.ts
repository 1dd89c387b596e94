import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { serve } from '../../../server/publish/serve/serve.ts'
import { Folder } from '../../../server/publish/store/folder.ts'
import { createPageCache } from '../../../server/publish/store/page-cache.ts'
import { LOCALES } from '../../../src/i18n/index.ts'
import { actionContext, addPlatforms, opened, p1g } from '../../support/app/actions.ts'
import { axe, ignoringAborted } from '../../support/browser/browser.ts'
import {
  closeServers,
  listen,
  otherSite,
  runUntilAsked,
  statusSite,
  visiting,
} from '../../support/browser/other-site.ts'
import { manualClock, START } from '../../support/clock.ts'
import { sqliteInMemory } from '../../support/database.ts'
import { closeTestPublishers, testPublisher } from '../../support/publish/publisher.ts'
import { SITE } from '../../support/publish/site.ts'
import { HOSTILE } from '../../support/site/hostile.ts'

closeTestPublishers()
closeServers()

const MINUTE = 60_000
const iso = (minutes: number) => new Date(START + minutes * MINUTE).toISOString()
const master = {
  ...{ id: 'abc', title: 'Calls failing', since: iso(-20), nextUpdateBy: iso(25), platforms: ['trunks'] },
  url: 'https://status.example.com/incidents/abc/',
}
const window = { id: 'w1', title: 'New controller', startsAt: iso(-60), endsAt: iso(60), platforms: ['fax'], url: '' }
const told = (rest: object = {}) => ({ at: iso(0), incidents: [master], maintenance: [window], ...rest })
const NOTHING = told({ incidents: [], maintenance: [] })

describe('the banner on another site', () => {
  test('tells a master case in the language of that page, from the folder alone, under a strict policy', async () => {
    const { db, close } = await sqliteInMemory()
    await addPlatforms(db, 'trunks')
    const { publisher, folder } = await testPublisher(db, {
      clock: manualClock(),
      site: async () => ({ ...SITE, languages: LOCALES }),
    })
    const id = await opened(actionContext(db), p1g({ title: `Calls failing ${HOSTILE}` }))
    await publisher.publish()
    await publisher.settled()
    // Whatever made it is gone.
    await publisher.close()
    await close()
    const cache = createPageCache(new Folder(folder))
    const status = await listen((request, response) => {
      if (!serve(cache, request, response)) response.writeHead(404).end()
    })
    await visiting(await otherSite(status, '', 'pt-BR'), START + MINUTE, async (page) => {
      const bar = page.getByRole('region', { name: 'Estado de Northline' })
      await bar.waitFor()
      expect(await bar.textContent()).toMatch(/^Incidente.*Desde 16:00 .*Próxima atualização até 17:00 CET/s)
      const link = bar.getByRole('link')
      expect(await link.textContent()).toContain('<script>alert(1)</script>')
      expect(await link.getAttribute('href')).toBe(`${status}/pt/incidents/${id}/`)
      expect(await bar.locator('img, script').count()).toBe(0)
      // Nothing of that page's styles reaches it.
      const style = await link.evaluate((node) => {
        const { color, fontSize, display } = getComputedStyle(node)
        return { color, fontSize, isSeen: display !== 'none' && node.getBoundingClientRect().height > 0 }
      })
      expect(style).toEqual({ color: 'rgb(255, 255, 255)', fontSize: '3px', isSeen: true })
      await page.clock.resume()
      expect((await axe(page)).filter((fault) => !/h1|landmark|region|html/.test(fault))).toEqual([])
    })
  })

  test('is not there when nothing is the case, and comes and goes without a reload', async () => {
    const status = await statusSite(NOTHING)
    await visiting(await otherSite(status.url), START, async (page) => {
      await runUntilAsked(page, status, 2)
      expect(await page.getByRole('region').count()).toBe(0)
      status.says = told()
      await runUntilAsked(page, status, 4)
      await page.getByRole('link', { name: 'New controller' }).waitFor()
      for (const button of await page.getByRole('button').all()) {
        const { width = 0, height = 0 } = (await button.boundingBox()) ?? {}
        expect(Math.min(width, height)).toBeGreaterThanOrEqual(44)
      }
      expect(await page.getByRole('listitem').allTextContents()).toEqual([
        expect.stringMatching(/^IncidentCalls failingSince 15:40 CETNext update by 16:25 CET/),
        expect.stringMatching(/^MaintenanceNew controllerPlanned end: 17:00 CET/),
      ])
      status.says = NOTHING
      await page.clock.runFor(MINUTE)
      await page.getByRole('region').waitFor({ state: 'detached' })
    })
  })

  test('is closed line by line, by keyboard too, until the tab is', async () => {
    const status = await statusSite(told())
    await visiting(await otherSite(status.url), START, async (page) => {
      await page.getByRole('button', { name: 'Close: Calls failing' }).press('Enter')
      expect(await page.getByRole('listitem').count()).toBe(1)
      await page.keyboard.press('Enter')
      await page.getByRole('region').waitFor({ state: 'detached' })
      await page.reload()
      await runUntilAsked(page, status, 3)
      expect(await page.getByRole('region').count()).toBe(0)
      status.says = told({ incidents: [master, { ...master, id: 'def', title: 'Another' }] })
      await runUntilAsked(page, status, 5)
      await page.getByRole('link', { name: 'Another' }).waitFor()
      expect(await page.getByRole('listitem').count()).toBe(1)
    })
  })

  test('shows three lines and how many more there are, which move up as lines are closed', async () => {
    const five = ['one', 'two', 'three', 'four', 'five'].map((id) => ({ ...master, id, title: `Case ${id}` }))
    const status = await statusSite(told({ incidents: five }))
    await visiting(await otherSite(status.url, '', 'es'), START, async (page) => {
      const links = page.getByRole('link')
      await links.first().waitFor()
      expect(await links.allTextContents()).toEqual(['Case one', 'Case two', 'Case three', 'y 3 más'])
      const last = links.last()
      expect(await last.getAttribute('href')).toBe(`${status.url}/es/`)
      expect((await last.boundingBox())?.height).toBeGreaterThanOrEqual(44)
      await page.getByRole('button', { name: 'Cerrar: Case two' }).press('Enter')
      expect(await links.allTextContents()).toEqual(['Case one', 'Case three', 'Case four', 'y 2 más'])
      for (const _ of [1, 2]) await page.keyboard.press('Enter')
      expect(await links.allTextContents()).toEqual(['Case four', 'Case five', 'New controller'])
    })
  })

  test('names the zone of its reader as the page does, in winter and in summer', async () => {
    const status = await statusSite(told({ incidents: [{ ...master, since: '2026-07-01T12:00:00Z' }] }))
    for (const [timezoneId, clock] of [
      ['Europe/Lisbon', ['13:00 WEST', '15:25 WET']],
      ['America/Denver', ['06:00 MDT', '08:25 MST']],
      ['Asia/Kathmandu', ['17:45 GMT+5:45', '21:10 GMT+5:45']],
    ] as const) {
      const look = async (page: Page) => {
        const line = page.getByRole('listitem').first()
        await line.waitFor()
        for (const time of clock) expect(await line.textContent()).toContain(time)
      }
      await visiting(await otherSite(status.url), START, look, { timezoneId })
    }
  })

  test('is written right where neither that page nor the server names a character set', async () => {
    const status = await statusSite(told())
    await visiting(await otherSite(status.url, '', 'pt'), START, async (page) => {
      await page.getByRole('listitem').first().waitFor()
      expect(await page.evaluate(() => document.characterSet)).toBe('windows-1252')
      expect(await page.getByRole('listitem').allTextContents()).toEqual([
        expect.stringMatching(/Próxima atualização até 16:25 CET×$/),
        expect.stringMatching(/^Manutenção.*×$/),
      ])
    })
  })

  test('keeps the focus where it is while it tells something new', async () => {
    const status = await statusSite(told())
    await visiting(await otherSite(status.url), START, async (page) => {
      await page.getByRole('button', { name: 'Close: New controller' }).focus()
      status.says = told({ incidents: [{ ...master, nextUpdateBy: iso(50) }] })
      await page.clock.runFor(MINUTE)
      await page.getByText('Next update by 16:50').waitFor()
      expect(
        await page
          .getByRole('button', { name: 'Close: New controller' })
          .evaluate((node) => (node.getRootNode() as ShadowRoot).activeElement === node),
      ).toBe(true)
    })
  })

  test('is about the platforms that were named, in the language that was', async () => {
    const status = await statusSite(told())
    await visiting(await otherSite(status.url, 'data-platforms="a, fax" data-lang="es"', 'pt'), START, async (page) => {
      await page.getByRole('link').waitFor()
      expect(await page.getByRole('listitem').allTextContents()).toEqual([
        expect.stringMatching(/^MantenimientoNew controllerFin previsto: 17:00/),
      ])
    })
  })

  test('says as of when it is once the file is old, and claims nothing that may have ended', async () => {
    const status = await statusSite(told())
    const seen = async (minutes: number) => {
      let lines: string[] = []
      const before = status.asked
      await visiting(await otherSite(status.url), START + minutes * MINUTE, async (page) => {
        if (minutes < 1441) await page.getByRole('link').first().waitFor()
        else await runUntilAsked(page, status, before + 2)
        lines = await page.getByRole('listitem').allTextContents()
      })
      return lines
    }
    expect((await seen(9)).join()).not.toContain('As of')
    const old = await seen(11)
    expect(old).toHaveLength(2)
    for (const line of old) expect(line).toContain('As of 16:00 CET')
    const [older, ...none] = await seen(70)
    expect(none).toEqual([])
    expect(older).not.toMatch(/Next update|overdue/)
    expect(await seen(1441)).toEqual([])
    // While the file is new, a broken promise is admitted.
    status.says = told({ at: iso(30) })
    expect((await seen(30))[0]).toContain('Update overdue since 16:25')
  })

  test('is silent when nothing can be reached, asks ever less often, and comes back', async () => {
    const status = await statusSite(null)
    const visit = visiting(await otherSite(status.url), START, async (page) => {
      await expect.poll(() => status.asked).toBe(1)
      const second = await runUntilAsked(page, status, 2)
      expect(second).toBeGreaterThanOrEqual(2 * MINUTE)
      status.says = told({ at: iso(6) })
      const third = await runUntilAsked(page, status, 3)
      expect(second + third).toBeGreaterThanOrEqual(6 * MINUTE)
      await page.getByRole('region').waitFor()
    })
    await visit.catch(ignoringAborted)
  })

  test('can be seen where colours are forced', async () => {
    const status = await statusSite(told())
    const reader = { forcedColors: 'active', colorScheme: 'dark' } as const
    await visiting(
      await otherSite(status.url),
      START,
      async (page) => {
        const line = page.getByRole('listitem').first()
        await line.waitFor()
        const [text, ground] = await line.evaluate((node) => {
          const { color, backgroundColor } = getComputedStyle(node)
          return [color, backgroundColor]
        })
        expect(text).not.toBe(ground)
      },
      reader,
    )
  })
})

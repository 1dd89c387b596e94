import { expect, test } from 'vitest'
import { LOCALES } from '../../src/i18n/index.ts'
import type { ManageView, SubscribeView } from '../../src/views.ts'
import { refusedInFull } from '../support/site/form-fixtures.ts'
import { render, texts } from '../support/site/pages.ts'
import { masterCase, NOW, pageContext, views } from '../support/site/samples.ts'

const HOUR = 3_600_000
const { id, title } = masterCase
const twins = [
  { id, title, openedAt: NOW - HOUR, caseNumber: 'NL-8', affects: [] },
  { id: 'twin', title, openedAt: NOW - HOUR, caseNumber: 'NL-7', affects: ['Fax'] },
  { id: 'older', title, openedAt: NOW - 2 * HOUR, caseNumber: null, affects: ['Fax'] },
  { id: 'same', title, openedAt: NOW - 2 * HOUR, caseNumber: null, affects: ['Fax', 'Chat'] },
]

test.each([
  ['subscribes', { ...(views['/subscribe/'] as SubscribeView), incidents: twins }],
  ['changes a subscription', { ...(views['/manage/sample/'] as ManageView), incidents: twins }],
])('incidents of one title are told apart in the form that %s', async (_, view) => {
  const labels = texts(await render(pageContext(view, '/form/')), 'label').filter((label) => label.includes(title))
  expect(labels).toHaveLength(4)
  expect(new Set(labels).size).toBe(4)
})

test('a platform that is no longer in use says so where it is followed', async () => {
  const view = views['/manage/sample/'] as ManageView
  const platforms = view.platforms.map((platform, index) => ({ ...platform, archived: index === 0 }))
  const labels = texts(await render(pageContext({ ...view, platforms }, '/form/')), 'label')
  expect(labels.filter((label) => label.includes('No longer in use'))).toHaveLength(1)
})

test('incidents of one title are told apart on the page of what was asked for', async () => {
  const incidents = twins.map((twin) => ({ ...masterCase, ...twin }))
  const html = await render(
    pageContext({
      ...{ kind: 'confirm', state: 'asked', address: 'ana@example.org', follows: [], more: 0 },
      ...{ incidents, manageUrl: null },
    }),
  )
  const which = texts(html, 'small')
  expect(new Set(which).size).toBe(4)
  expect(which).toContain('Opened Sun 22 Nov 2026, 12:42 MST · NL-7 · Fax')
})

test.each(LOCALES)('the form that follows keeps every field after a fault, without a script, in %s', async (locale) => {
  const context = refusedInFull()
  const html = await render({ ...context, site: { ...context.site, locale } })
  const form = html.split('<form method="post" action="/subscribe/"')[1]?.split('</form>')[0] ?? ''
  const inputs = [...form.matchAll(/<input [^>]*>/g)].map(([tag]) => tag)
  const filled = (name: string) =>
    / value="([^"]*)"/.exec(inputs.find((tag) => tag.includes(` name="${name}"`)) ?? '')?.[1]
  expect(
    Object.fromEntries(['email', 'address', 'ownerEmail', 'timeZone', 'locale'].map((name) => [name, filled(name)])),
  ).toEqual({
    ...{ email: 'ana@example', address: 'http://hooks.example/a', ownerEmail: 'owner@example' },
    ...{ timeZone: 'Europe/London', locale },
  })
  const ticked = inputs.filter((tag) => / checked/.test(tag)).map((tag) => / value="([^"]*)"/.exec(tag)?.[1])
  expect(ticked).toEqual([`incident:${masterCase.id}`, 'incident'])
  expect(form).toMatch(/<option value="webhook" selected/)
  expect(form).toMatch(/<details open[^>]*>\s*<summary>[^<]*<\/summary>\s*<p class="hint">/)
})

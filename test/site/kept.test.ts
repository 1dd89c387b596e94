import { expect, test } from 'vitest'
import { LOCALES } from '../../src/i18n/index.ts'
import { refusedInFull } from '../support/site/form-fixtures.ts'
import { render } from '../support/site/pages.ts'
import { masterCase } from '../support/site/samples.ts'

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

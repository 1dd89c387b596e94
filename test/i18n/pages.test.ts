import { describe, expect, test } from 'vitest'
import type { PageContext } from '../../src/views.ts'
import { foreign, greek, inGreek, PSEUDO, teachPages } from '../support/i18n/pseudo.ts'
import { ofPage } from '../support/i18n/visible.ts'
import { hard, ordinary } from '../support/site/fixtures.ts'
import { render } from '../support/site/pages.ts'

await teachPages()

/** The page as somebody reads it whose language has other words, and whose provider writes in another script. */
function elsewhere({ site, feeds, view, ...context }: PageContext): PageContext {
  return {
    ...context,
    site: { ...site, name: greek(site.name), locale: PSEUDO },
    feeds: inGreek(feeds),
    view: inGreek(view),
  }
}

describe('every word of a page is the dictionary’s or the provider’s:', () => {
  test.each(Object.entries({ ...ordinary, ...hard }))('%s', async (_, context) => {
    const visible = ofPage(await render(elsewhere(context)))
    expect(visible).toContain('⟦')
    expect(foreign(visible)).toEqual([])
  })
})

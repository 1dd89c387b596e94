import { expect, test } from 'vitest'
import { owed } from '../support/site/owed-samples.ts'
import { render, texts } from '../support/site/pages.ts'
import { pageContext } from '../support/site/samples.ts'

const shown = (changes: Partial<typeof owed> = {}) => render(pageContext({ ...owed, ...changes }, '/owed/'))

test('the page for staff who were woken up offers nothing that is meant for the public', async () => {
  const html = await shown()
  expect(texts(html, 'nav')).toEqual([])
  expect(html).not.toMatch(/href="\/(subscribe|promises|support|history)\//)
  expect(html).toContain('class="brand"')
})

test('it counts the followers once, and has a line for each who was told: when, who, and what became of it', async () => {
  const html = await shown()
  expect(texts(html, 'dd').filter((text) => text.includes('1,842'))).toEqual(['1,842'])
  const lines = texts(html.slice(html.indexOf('id="about"')), 'li').map((line) => line.split(' · ').slice(1))
  expect(lines).toEqual([
    ['Dana Reyes (desk)', 'sent'],
    ['Lee Okafor (duty lead)', 'could not be delivered'],
    ['desk', 'sent'],
  ])
})

test('it speaks of further steps of the ladder only while there are any', async () => {
  const onIt = { actor: 'Dana Reyes (duty lead)', at: owed.dueAt, isReader: true, note: null }
  expect(await shown({ onIt })).toMatch(/Whoever is told next reads your name[\s\S]*each further step of the ladder/)
  // Only where it is put off are those before the due time left out.
  const putOff = { actor: onIt.actor, until: owed.dueAt, reason: 'On the phone.', isOver: false }
  expect(await shown({ onIt })).not.toMatch(/from the due time on, each further step/)
  expect(await shown({ onIt, putOff })).toMatch(/from the due time on, each further step/)
  expect(await shown({ onIt, isToldOn: false })).not.toMatch(/Whoever is told next|each further step/)
})

test('it leads to the desk first, and keeps command line and API folded away', async () => {
  const html = await shown()
  const folded = html.slice(html.indexOf('<details'), html.indexOf('</details>'))
  expect(html.indexOf(owed.desk)).toBeLessThan(html.indexOf('<details'))
  expect(folded).toContain('incident update k3v9q2m1x8za')
  expect(folded).toContain('/api/v1/')
  expect(html).toContain('ask the desk to post it for you')
})

test('of details it says when they go out: with the notice before it, at once after it', async () => {
  const lead = /What you write goes out with the notice at/
  expect(await shown({ promise: 'details' })).toMatch(lead)
  expect(await shown({ promise: 'details', isOverdue: true })).not.toMatch(lead)
})

test('it says like the mail whom nobody told, and which role nobody fills', async () => {
  const told = owed.told.map((rung) => ({
    ...rung,
    gaps: [{ role: 'support manager', why: 'unfilled' as const, families: ['Cisco'] }],
  }))
  const notTold = { put_off: ['desk'], skipped: ['duty lead', 'vice-president'] }
  const lines = texts(await shown({ told: told.slice(0, 1), notTold, isToldOn: false }), 'li')
  expect(lines).toContain('Nobody is configured as support manager for Cisco.')
  expect(lines).toContain('Because it was put off: desk')
  expect(lines).toContain('Because a later step was due already: duty lead, vice-president')
})

test('the form that puts it off names whom that leaves out, and when they would be told', async () => {
  const people = [
    { name: null, role: 'desk' },
    { name: 'Tomas Reedwater', role: 'duty lead', standsFor: ['Dana Reyes'] },
  ]
  const html = await shown({ leavesOut: [{ at: owed.dueAt - 60_000, people }], told: [] })
  const lines = texts(html.slice(html.indexOf('id="putting-off"')), 'li').map((line) => line.split(' · ')[1])
  expect(lines).toEqual(['desk', 'Tomas Reedwater (for Dana Reyes, duty lead)'])
  expect(await shown({ leavesOut: [] })).not.toContain('are not if it is put off')
})

test.each([
  ['warn', false],
  ['overdue', true],
])('its standing has the colour of the mail: %s', async (colour, isOverdue) => {
  expect(await shown({ isOverdue })).toContain(`class="notice ${colour}"`)
})

test.each([
  ['staff/Dana Reyes (desk)', 'Done by Dana Reyes (desk).'],
  ['token/chat', 'Done by somebody with the token “chat”.'],
  ['cli/root', 'Done by somebody at the command line of the server (root).'],
])('once it was kept it says who did it, in words: %s', async (actor, said) => {
  const { promise, title, url, dueAt } = owed
  const kept = { by: 'update', at: dueAt, actor } as const
  const html = await render(pageContext({ kind: 'owed', state: 'kept', promise, title, url, dueAt, kept }, '/owed/'))
  expect(texts(html, 'p')).toContain(said)
})

test('of a report it says when the incident was resolved', async () => {
  const html = await shown({ promise: 'report', resolvedAt: owed.dueAt - 5 * 24 * 3_600_000 })
  expect(texts(html, 'p')).toContainEqual(expect.stringMatching(/^The incident was resolved at .+ MST/))
})

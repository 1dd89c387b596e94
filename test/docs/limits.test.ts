import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type Limit, take } from '../../server/domain/allowance.ts'
import { MINUTE } from '../../server/domain/vocabulary.ts'
import { LIMITS } from '../../server/http/middleware/limits.ts'

const GUIDE = readFileSync('docs/operating.md', 'utf8')

/** What the guide says of a limit that refills. */
function inWords({ count, per }: Limit): string {
  const each = per / count
  const every = each < MINUTE ? `${each / 1000} second` : `${each / MINUTE} minute`
  return `${count} at once, then one every ${every}`
}

const everybody = LIMITS.confirmations
const KEPT = everybody.count / 4

test.each([
  ['calls of the API and personal pages', LIMITS.calls],
  ['requests to subscribe by e-mail', LIMITS.byLink],
  ['browsers subscribed', LIMITS.atOnce],
  ['browsers subscribed, over a longer time', LIMITS.atOnceADay],
  ['changes of a subscription; each thing newly followed is one more', LIMITS.changes],
  ['confirmation mails', { ...everybody, count: everybody.count - KEPT }],
  ['confirmation mails beyond these', { ...everybody, count: KEPT }],
  ['confirmation mails to variants (`ana+1@…`, `ana+2@…`)', LIMITS.inbox],
  ['confirmation mails to whoever is named as an owner', LIMITS.inbox],
])('the guide says what the limit of %s is', (what, limit) => {
  const row = GUIDE.split('\n').find((line) => line.startsWith(`| ${what} `) && line.split('|')[1]?.trim() === what)
  expect(row).toContain(inWords(limit))
})

test('a limit that refills allows nearly twice its number within its time, as the guide says', () => {
  const within = ({ count, per }: Limit) => {
    let [taken, wholeAt] = [0, 0]
    for (let now = 0; now < per; now += per / count / 10) {
      for (let next = take({ count, per }, wholeAt, now); next.wait === 0; next = take({ count, per }, wholeAt, now)) {
        wholeAt = next.at
        taken++
      }
    }
    return taken
  }
  expect(GUIDE).toContain(`can be up to ${within(LIMITS.byLink)}`)
  expect(GUIDE).toContain(`${within(LIMITS.inbox)} to its variants`)
})

import { describe, expect, test } from 'vitest'
import type { ConsoleFault } from '../../../../src/views.ts'
import { deskOf } from '../../../support/app/desk/maintenance.ts'
import { type Answer, refusingDesk } from '../../../support/app/desk/refusals.ts'
import { REFUSED } from '../../../support/app/desk/refused.ts'
import { REFUSED_MAINTENANCE } from '../../../support/app/desk/refused-maintenance.ts'
import { REFUSED_ORGANISATIONS } from '../../../support/app/desk/refused-organisations.ts'
import { onEachDatabase } from '../../../support/database.ts'
import { sources } from '../../../support/sources.ts'

/** Instants, durations, snake_case, camelCase, actors, ids, and what the table names by its slug. */
const MACHINE =
  /\d-\d\dT\d|\bPT?\d+[DHMSW]|[a-z]_[a-z]|\b[a-z]{2,}[A-Z]|staff\/|\b(?=[a-z]*\d)[a-z0-9]{12}\b|\b(voice|chat|nowhere|never|monthly|none-such)\b|RFC|JSON|API/
const OF_DESK = [...REFUSED, ...REFUSED_ORGANISATIONS]
const SENTENCE = /^[\p{Lu}“"].*\.$/su

/** Refusals of what no form of the desk asks for, or what it answers otherwise: by leading on, or with a page of its own. */
const ELSEWHERE = [
  ...['platform_exists', 'platform_in_use', 'platform_name_taken', 'programme_exists', 'subscription_off'],
  ...['already_put_off', 'nothing_to_put_off', 'several_promises', 'promise_replaced', 'not_found'],
  ...['role_required', 'no_demo', 'not_empty', 'demo_account', 'last_admin', 'audit_role', 'times_role', 'case_role'],
  ...['draft_posted', 'too_many_drafts', 'too_many_templates', 'link_over', 'sign_in_over', 'account_disabled'],
  // Of a second pair of eyes and of handovers (test/http/console/shift).
  ...['draft_returned', 'draft_author', 'own_draft', 'own_handover', 'handover_acknowledged'],
  // Of the way in, and of the delivery board, whose own tests read the words.
  ...[
    'second_factor_required',
    'second_factor_set',
    'use_passkey',
    'use_provider',
    'address_not_verified',
    'no_address',
    'no_role',
    'not_signed_in',
    'newer_news',
    'nothing_failed',
  ],
  // Of subscribers at the desk, whose own tests read the words.
  ...['asked_already', 'not_active', 'not_disabled'],
  // Of passkeys, accounts and platforms, whose own tests read the words.
  ...['no_passkeys', 'passkey_over', 'too_many_passkeys', 'wrong_passkey', 'break_glass_account', 'group_name_taken'],
  ...['platforms_changed'],
  // Of subscribers' own pages.
  ...['address_full', 'no_owner', 'not_signed', 'nothing_left', 'still_waiting', 'subscription_stopped'],
  ...['too_many_secrets', 'too_old'],
  // Conflicts of a window, told with `maintenance_conflicts`; and a schema's own issues.
  ...['freeze', 'open_p1g', 'overlap', 'custom'],
]

function inWords({ status, view }: Answer) {
  const { faults } = view as { faults: ConsoleFault[] }
  expect(status).toBeGreaterThanOrEqual(400)
  expect(faults.length).toBeGreaterThan(0)
  for (const { says } of faults) {
    expect(says).not.toMatch(MACHINE)
    expect(says).toMatch(SENTENCE)
  }
}

test('every refusal that there is has its place in the tables, or is none of the desk', () => {
  const folders = ['server/domain', 'server/actions', 'server/channels', 'server/http/console']
  const code = folders.flatMap((folder) => sources(folder)).map(({ code }) => code)
  const named = code.flatMap((text) => [...text.matchAll(/(?:conflict\(\s*|\bcode: )'(\w+)'/g)].map(([, one]) => one))
  const told = [...OF_DESK, ...REFUSED_MAINTENANCE].map(([one]) => one)
  const limits = ['too_many_requests', 'invalid']
  expect([...new Set(told), ...ELSEWHERE].sort()).toEqual([...new Set([...named, ...limits])].sort())
})

onEachDatabase('what is refused at the desk', (fresh) => {
  describe('is told in words', () => {
    test.each(OF_DESK.map(([code, act], nth) => ({ code, act, nth })))('$code ($nth)', async ({ act }) => {
      inWords(await act(await refusingDesk((await fresh()).db, { p1gRole: 'lead' })))
    })
    test.each(REFUSED_MAINTENANCE.map(([code, act], nth) => ({ code, act, nth })))(
      'maintenance: $code ($nth)',
      async ({ act }) => {
        inWords(await act(await deskOf((await fresh()).db)))
      },
    )
  })
})

import { expect, test } from 'vitest'
import { withAddress } from '../../../server/domain/ladder/person.ts'

test('colleagues read the whole address of somebody without a name, where only one can be meant', () => {
  const desk = { role: 'desk', email: 'desk@example.com' }
  const dawn = { role: 'desk', email: 'dawn@example.com' }
  const actor = 'staff/desk (d…@example.com)'
  expect(withAddress(actor, [desk, desk, { role: 'lead', email: 'dora@example.com' }])).toBe(
    'staff/desk (desk@example.com)',
  )
  expect(withAddress(actor, [desk, dawn])).toBe(actor)
  for (const other of ['staff/Dana Reyes (desk)', 'token/desk', 'cli/root'])
    expect(withAddress(other, [desk])).toBe(other)
})

import { expect, test } from 'vitest'
import { mayNotReadAudit, objectsMeant } from '../../server/domain/audit.ts'
import { ROLES } from '../../server/domain/vocabulary.ts'

test('the audit trail is read by leads and above', () => {
  expect(ROLES.filter((role) => mayNotReadAudit(role) === null)).toEqual(['lead', 'admin'])
})

test('an entry’s object is meant by its name, by an id alone, or by the address of its page', () => {
  expect(objectsMeant('incident/k3jx0a9b2c1d')).toEqual(['incident/k3jx0a9b2c1d'])
  expect(objectsMeant('subscribers')).toEqual(['subscribers'])
  for (const text of [
    'k3jx0a9b2c1d',
    'https://status.example.com/staff/incidents/k3jx0a9b2c1d/',
    'https://status.example.com/pt/incidents/k3jx0a9b2c1d/?x=1',
    '/staff/incidents/k3jx0a9b2c1d/reopen/#reason',
  ])
    expect(objectsMeant(text)).toContain('incident/k3jx0a9b2c1d')
  expect(objectsMeant('https://status.example.com/staff/maintenance/monthly-2026-11-20/')).toContain(
    'maintenance/monthly-2026-11-20',
  )
  for (const text of ['calls fail', 'incident/', 'https://status.example.com/', "x'; drop table audit"])
    expect([text, objectsMeant(text)]).toEqual([text, null])
})

import { expect, test } from 'vitest'
import { mayNotReadAudit } from '../../server/domain/audit.ts'
import { ROLES } from '../../server/domain/vocabulary.ts'

test('the audit trail is read by leads and above', () => {
  expect(ROLES.filter((role) => mayNotReadAudit(role) === null)).toEqual(['lead', 'admin'])
})

import { expect, test } from 'vitest'
import { type Ability, roleFor } from '../../../server/domain/staff/can.ts'
import { ROLES } from '../../../server/domain/vocabulary.ts'
import { frame } from '../../../src/i18n/en/console/frame.ts'

/** By which words people are told of it. */
const WORDS: Record<Ability, string> = {
  'board.read': 'the board',
  'worklist.read': 'what is due',
  'incident.open': 'opens',
  'incident.update': 'updates',
  'incident.correct': 'corrects',
  'incident.change': 'incidents',
  'incident.reopen': 'reopens',
  'incident.report': 'reports',
  'incident.note': 'notes',
  'incident.times': 'the times of an incident',
  'drill.read': 'drills',
  'handover.read': 'hands over',
  'handover.write': 'hands over',
  'promise.acknowledge': 'answers what is due',
  'delivery.read': 'what was delivered',
  'delivery.retry': 'sends again what failed',
  'subscriber.list': 'finds subscribers',
  'subscriber.change': 'adds and disables subscribers',
  'subscriber.erase': 'erases subscribers',
  'subscriber.read': 'the addresses of followers',
  'maintenance.plan': 'plans',
  'maintenance.change': 'changes maintenance',
  'maintenance.update': 'changes maintenance',
  'maintenance.cancel': 'changes maintenance',
  'template.read': 'uses templates',
  'template.change': 'changes templates',
  'contact.read': 'sees the contacts of organisations',
  'contact.call': 'notes calls to them',
  'contact.change': 'changes organisations',
  'platform.change': 'platforms',
  'programme.change': 'maintenance programmes',
  'audit.read': 'the audit trail',
  'mail.read': 'the local mailbox',
  'metrics.read': 'metrics',
  'person.change': 'people',
  'token.change': 'tokens',
  'self.change': 'an account',
  'self.secure': 'an account',
  'limit.write': 'as often as needed',
  'limit.any': 'without limits',
}

test.each(Object.keys(WORDS) as Ability[])(
  'what each role may do is told of the lowest that may, and of no other: %s',
  (ability) => {
    const told = ROLES.filter((role) => frame.rolesMay[role].includes(WORDS[ability]))
    expect(told).toEqual([roleFor(ability)])
  },
)

import type { DeliveryJob } from '../../../server/channels/channel.ts'
import type { RungNotice } from '../../../server/domain/ladder/notice.ts'
import type { OwedKind } from '../../../server/domain/ladder/owed.ts'
import { HOUR, MINUTE } from '../../../server/domain/vocabulary.ts'
import { START } from '../clock.ts'
import { ALICES_INBOX, job, NOTICE } from './notices.ts'

/** The duty lead, who looks at the clock of Denver, as the provider does: it is 08:00. */
export const LEADS_INBOX: DeliveryJob['receiver'] = {
  ...ALICES_INBOX,
  ...{ id: 'leadid000001', address: 'lead@northline.example', timeZone: null },
}

/** A P1G's update was due at 08:00, and nothing came. */
const OWED: RungNotice = {
  ...{ promiseId: 'u2', kind: 'update', priority: 'P1G', caseNumber: 'CS-2041' },
  object: { type: 'incident', id: NOTICE.incidentId, title: NOTICE.title },
  ...{ dueAt: START, at: START, rung: 0, gaps: [], platforms: ['Zoom Phone', 'SIP trunking'], followers: 1240 },
  recipients: [{ role: 'duty lead', name: null, email: LEADS_INBOX.address }],
  saidLast: { at: START - HOUR, body: NOTICE.body },
  before: [
    {
      ...{ rung: -15 * MINUTE, roles: ['author', 'desk'], toldAt: START - 15 * MINUTE },
      isPutOff: false,
      people: [{ role: 'desk', name: null, result: 'sent' }],
    },
  ],
  ...{ acknowledged: null, putOff: null, insteadOf: null },
}

/** What is owed for a window, which has no priority and no number. */
const OF_A_WINDOW: Partial<RungNotice> = {
  object: { type: 'maintenance', id: 'monthly-2026-11-20', title: 'Monthly maintenance' },
  ...{ priority: null, caseNumber: null, saidLast: null },
}

/** The notice of what is owed; of the kinds that windows have, a window's. */
export function owedNotice(kind: OwedKind, change: Partial<RungNotice> = {}): RungNotice {
  const isWindow = kind === 'details' || kind === 'notice' || kind === 'end'
  return { ...OWED, kind, promiseId: `p-${kind}`, ...(isWindow && OF_A_WINDOW), ...change }
}

/** Its delivery to the duty lead. */
export function owedJob(notice: RungNotice, more: Partial<DeliveryJob> = {}): DeliveryJob {
  return job(
    {},
    { at: notice.at, claimedAt: notice.at, receiver: LEADS_INBOX, message: { kind: 'owed', notice }, ...more },
  )
}

import type { Faults } from './fault.ts'

/** Of rooms that are not gone through: what once went unnoticed there. */
export const OUTSIDE: Faults = {
  'server/publish/statuspage/incident.ts': [
    ['updates.findLast((update)', 'updates.find((update)', 'monitoring_at is that of another update'],
    ['updated_at: wireTime(changedAt(incident))', 'updated_at: wireTime(row.created_at)', 'updated_at never changes'],
    ['updated_at: wireTime(corrected_at ?? at)', 'updated_at: wireTime(at)', 'a correction does not change updated_at'],
    ['row.updated_at, report?.published_at ?? 0, ', 'row.updated_at, ', 'a report does not change updated_at'],
    [', ...corrected)', ')', 'a correction does not change updated_at of the incident'],
  ],
  'server/http/middleware/idempotency.ts': [
    ['deps.clock() - DAY', 'deps.clock() - DAY / 24', 'a repeated post is new after an hour'],
  ],
  'server/actions/system/tidy.ts': [['responses: DAY', 'responses: DAY / 24', 'answers are kept for an hour']],
  'server/actions/subscription/change-subscription.ts': [
    [
      " || subscriber.off_reason === 'unsubscribed'",
      '',
      'a browser that renews itself is told again though it unsubscribed',
    ],
  ],
  'server/channels/email/maintenance.ts': [
    [
      'perReader(write, (notice: MaintenanceNotice) => notice.zone)',
      'perReader(write)',
      'a mail is in the zone of the site',
    ],
  ],
  'server/channels/email/transport/rate.ts': [
    [' || now < answeredAt ? limit', ' ? limit', 'mail waits for the end of a window of a clock that was set back'],
    ['now >= answeredAt && now < resetAt', 'now < resetAt', 'mail keeps to the old end after the clock was set back'],
    ['Math.min(LONGEST_WINDOW, ', '(', 'a quota of a day stops all mail for a day'],
  ],
}

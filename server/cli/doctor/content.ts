import {
  overdueIncidents,
  p1gWithoutImpact,
  resolvedWithImpact,
  troubledDeliveries,
  troubledStaffMessages,
} from '../../../db/system/consistency.ts'
import { readSetting } from '../../../db/system/settings.ts'
import { UNSENT_FOR } from '../../domain/ladder/passing.ts'
import { HOUR } from '../../domain/vocabulary.ts'
import { listPlatforms } from '../../queries/platforms.ts'
import type { ExaminedData, Finding } from './finding.ts'

/** With a wrong DATA_DIR, the database looks new. */
export async function contentFindings({ db }: ExaminedData): Promise<Finding[]> {
  if ((await readSetting(db, 'demo')) !== null)
    return [{ level: 'warn', text: 'content: the demonstration is loaded; remove it with "demo clear"' }]
  const platforms = (await listPlatforms(db)).length
  if (platforms > 0)
    return [
      { level: 'ok', text: `content: ${platforms} ${platforms === 1 ? 'platform' : 'platforms'}, no demonstration` },
    ]
  return [
    {
      level: 'warn',
      text: 'content: no platforms; if you expected some, check DATA_DIR',
      mend: '"doctor --first" says what comes next.',
    },
  ]
}

/** Whether incidents, platforms and promises fit together. */
export async function consistencyFindings({ db, now }: ExaminedData): Promise<Finding[]> {
  const green = await p1gWithoutImpact(db)
  const stuck = await resolvedWithImpact(db)
  const overdue = await overdueIncidents(db, now)
  const findings: Finding[] = [
    ...green.map(
      (id): Finding => ({ level: 'fail', text: `consistency: P1G ${id} is open, but no platform is affected` }),
    ),
    ...stuck.map(
      (id): Finding => ({ level: 'fail', text: `consistency: ${id} is resolved, but still affects a platform` }),
    ),
    ...overdue.map(
      ({ id, title }): Finding => ({ level: 'warn', text: `promises: an update of ${id} is overdue (${title})` }),
    ),
  ]
  return findings.length > 0
    ? findings
    : [{ level: 'ok', text: 'consistency: incidents, platforms and promises are consistent' }]
}

/** Whether messages go out, to subscribers and to staff. */
export async function deliveryFindings({ db, now }: ExaminedData): Promise<Finding[]> {
  const rows = await troubledDeliveries(db, now - HOUR)
  const staff = await troubledStaffMessages(db, now - HOUR, now - UNSENT_FOR)
  const findings: Finding[] = rows.map(({ channel, state, count }) => ({
    level: 'warn',
    text:
      state === 'failed'
        ? `deliveries: ${count} by ${channel} failed in the last hour`
        : `deliveries: ${count} by ${channel} waiting for over an hour`,
  }))
  if (staff > 0) {
    const text = `deliveries: ${staff} to staff failed in the last hour, or tried in vain so far`
    const mend = '"signalpost owed" says who did not get what is still owed, and why.'
    findings.push({ level: 'warn', text, mend })
  }
  return findings.length > 0
    ? findings
    : [{ level: 'ok', text: 'deliveries: none waiting for over an hour, none failed in the last hour' }]
}

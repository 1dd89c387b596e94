import { z } from '@hono/zod-openapi'
import { MAINTENANCE_STATES, SHORT_NOTICE_CLASSES, toldAfterwards } from '../../../domain/maintenance/maintenance.ts'
import { MAINTENANCE_NEWS } from '../../../domain/maintenance/notice.ts'
import { type NoticePromise, type NoticeStanding, noticeStanding } from '../../../domain/maintenance/notice-plan.ts'
import { ENDERS, MAINTENANCE_IMPACTS } from '../../../domain/maintenance/programme.ts'
import type { Instant } from '../../../domain/vocabulary.ts'
import { maintenanceUrl } from '../../../lib/links.ts'
import type { MaintenanceInFull } from '../../../queries/maintenances.ts'
import type { AppDeps } from '../../deps.ts'
import { instantOut, rfc3339, rfc3339OrNull } from '../common.ts'

const NOTICE_STANDINGS = [
  'ahead',
  'when_over',
  'kept',
  'late',
  'missed',
  'withdrawn',
] as const satisfies readonly NoticeStanding[]

export const shortNotice = z.object({ class: z.enum(SHORT_NOTICE_CLASSES), reason: z.string() }).nullable()

const update = z
  .object({
    id: z.string(),
    news: z
      .enum(MAINTENANCE_NEWS)
      .describe('`extended`: it got another end while it runs, an earlier one where that of `previous` is later.'),
    state: z.enum(MAINTENANCE_STATES),
    body: z.string().nullable().describe('Markdown; null if there is no text.'),
    translations: z.record(z.string(), z.object({ title: z.string().optional(), body: z.string() })),
    startsAt: instantOut.describe('The window as announced in this update.'),
    endsAt: instantOut,
    previous: z
      .object({ startsAt: instantOut, endsAt: instantOut })
      .nullable()
      .describe('The times before it was moved or extended.'),
    at: instantOut,
  })
  .openapi('MaintenanceUpdate')

/** Those of a window or a programme, as answers show them. */
export const windowTexts = z
  .record(
    z.string(),
    z.object({ title: z.string().optional(), description: z.string().optional(), reason: z.string().optional() }),
  )
  .describe('Title, description and reason in other languages, by language, as far as they were given.')

export const maintenance = z
  .object({
    id: z.string(),
    url: z.string().describe('Its public page.'),
    title: z.string(),
    programme: z.object({ id: z.string(), title: z.string() }).nullable(),
    state: z.enum(MAINTENANCE_STATES),
    startsAt: instantOut,
    endsAt: instantOut,
    zone: z.string().describe('The IANA time zone of its local times.'),
    description: z.string().describe('Markdown'),
    reason: z.string().describe('Markdown'),
    translations: windowTexts,
    platforms: z.array(z.object({ id: z.string(), name: z.string() })),
    impact: z.enum(MAINTENANCE_IMPACTS),
    endsBy: z.enum(ENDERS).describe('Who completes it.'),
    shortNotice: shortNotice.describe('Why it came at short notice.'),
    afterwards: z.boolean().describe('Was it announced after it had begun?'),
    announcedAt: instantOut.nullable().describe('When followers were first notified.'),
    beganAt: instantOut.nullable(),
    endedAt: instantOut.nullable(),
    updates: z.array(update).describe('Newest first.'),
    notices: z
      .array(
        z.object({
          notice: z.string().describe('A duration ahead of the start, `at_once`, `start` or `end`.'),
          dueAt: instantOut,
          toldAt: instantOut.nullable(),
          standing: z
            .enum(NOTICE_STANDINGS)
            .describe(
              '`when_over`: its followers know that the work takes longer than until `dueAt`, and hear when it is over.',
            ),
        }),
      )
      .describe('The promised notices.'),
  })
  .openapi('Maintenance')
type MaintenanceResource = z.output<typeof maintenance>

/** A window as the API shows it. */
export function maintenanceResource(
  { maintenance: m, platforms, updates, notices }: MaintenanceInFull,
  { clock, site }: Pick<AppDeps, 'clock' | 'site'>,
): MaintenanceResource {
  const now = clock()
  return {
    id: m.id,
    url: maintenanceUrl(site.url, m.id),
    title: m.title,
    programme: m.programme && { id: m.programme.id, title: m.programme.title },
    state: m.state,
    startsAt: rfc3339(m.startsAt),
    endsAt: rfc3339(m.endsAt),
    zone: m.zone,
    description: m.description,
    reason: m.reason,
    translations: { ...m.translations },
    platforms,
    impact: m.impact,
    endsBy: m.endsBy,
    shortNotice: m.shortNotice,
    afterwards: toldAfterwards(m),
    announcedAt: rfc3339OrNull(m.announcedAt),
    beganAt: rfc3339OrNull(m.beganAt),
    endedAt: rfc3339OrNull(m.endedAt),
    updates: updates.map(updateResource),
    notices: notices.map((promise) => noticeResource(promise, now)),
  }
}

function updateResource(row: MaintenanceInFull['updates'][number]): z.output<typeof update> {
  const { previous_starts_at: startsAt, previous_ends_at: endsAt } = row
  return {
    id: row.id,
    news: row.news,
    state: row.state,
    body: row.body,
    translations: row.translations,
    startsAt: rfc3339(row.starts_at),
    endsAt: rfc3339(row.ends_at),
    previous: startsAt === null || endsAt === null ? null : { startsAt: rfc3339(startsAt), endsAt: rfc3339(endsAt) },
    at: rfc3339(row.created_at),
  }
}

function noticeResource(promise: NoticePromise, now: Instant) {
  const { key: notice, dueAt, toldAt } = promise
  return { notice, dueAt: rfc3339(dueAt), toldAt: rfc3339OrNull(toldAt), standing: noticeStanding(promise, now) }
}

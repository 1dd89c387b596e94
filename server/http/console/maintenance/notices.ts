import type { MaintenanceUpdateRow } from '../../../../db/maintenance/updates.ts'
import type { MaintenanceUpdateView, NoticeView } from '../../../../src/views.ts'
import {
  isNoticeWord,
  lengthOf,
  type NoticePromise,
  noticeStanding,
  owedAt,
} from '../../../domain/maintenance/notice-plan.ts'
import type { Instant } from '../../../domain/vocabulary.ts'
import { toHtml } from '../../../lib/markdown.ts'

/** By how much ahead of the start a notice is promised, or when else. */
export function whenOf({ key }: Pick<NoticePromise, 'key'>): NoticeView['when'] {
  return isNoticeWord(key) ? key : (lengthOf(key) ?? 0)
}

export function noticeView(notice: NoticePromise, now: Instant): NoticeView {
  const owed = owedAt(notice)
  const dueAt = Number.isFinite(owed) ? owed : notice.dueAt
  return { when: whenOf(notice), dueAt, toldAt: notice.toldAt, standing: noticeStanding(notice, now) }
}

export function updateView(row: MaintenanceUpdateRow): MaintenanceUpdateView {
  const { previous_starts_at: startsAt, previous_ends_at: endsAt } = row
  return {
    ...{ id: row.id, news: row.news, state: row.state, at: row.created_at },
    body: row.body === null ? null : toHtml(row.body),
    window: { startsAt: row.starts_at, endsAt: row.ends_at },
    previous: startsAt === null || endsAt === null ? null : { startsAt, endsAt },
  }
}

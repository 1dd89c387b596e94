import type { Instant } from '../../server/domain/vocabulary.ts'

/** The report on a cause (`reopenedAt`: its case was opened again since), or by when it is promised. */
export type ReportView =
  | { body: string; lang?: string | undefined; at: Instant; correctedAt: Instant | null; reopenedAt: Instant | null }
  | { dueAt: Instant; overdue: boolean }

import type { NewRow, Reader, Row, Trx } from '../schema/index.ts'

/** A draft that is ready to be posted, with its incident as it is now. */
export type SubmissionRow = Awaited<ReturnType<typeof openSubmissions>>[number]

function joined(db: Reader) {
  return db
    .selectFrom('submissions as s')
    .innerJoin('drafts as d', 'd.id', 's.draft_id')
    .leftJoin('incidents as i', 'i.id', 'd.incident_id')
    .where('d.state', '=', 'open')
    .select(['d.id', 'd.kind', 'd.source', 'd.author', 'd.base', 'd.incident_id'])
    .select(['s.command', 's.author_id', 's.author_role', 's.state', 's.submitted_at'])
    .select(['s.returned_by', 's.returned_at', 's.reason'])
    .select(['i.title', 'i.priority', 'i.phase', 'i.next_update_due_at', 'i.drill'])
    .select((e) =>
      e
        .selectFrom('updates as u')
        .whereRef('u.incident_id', '=', 'd.incident_id')
        .select((u) => u.fn.max('u.sequence').as('newest'))
        .as('newest'),
    )
}

/** Those whose drafts have not ended, the first submitted first. */
export async function openSubmissions(db: Reader) {
  return joined(db).orderBy('s.submitted_at').orderBy('d.id').execute()
}

/** One of them; null if there is none, or its draft has ended. */
export async function findSubmission(db: Reader, draftId: string): Promise<SubmissionRow | null> {
  return (await joined(db).where('d.id', '=', draftId).executeTakeFirst()) ?? null
}

/** The draft in which somebody has submitted an update of an incident already; null: they have not. */
export async function submittedBy(db: Reader, author: string, incidentId: string): Promise<string | null> {
  const row = await joined(db)
    .where('d.incident_id', '=', incidentId)
    .where('d.author', '=', author)
    .orderBy('s.submitted_at')
    .executeTakeFirst()
  return row?.id ?? null
}

/** Stores what is submitted, in place of what the same draft said before. */
export async function putSubmission(trx: Trx, row: NewRow<'submissions'>): Promise<void> {
  const { draft_id: _, ...values } = row
  await trx
    .insertInto('submissions')
    .values(row)
    .onConflict((conflict) => conflict.column('draft_id').doUpdateSet(values))
    .execute()
}

export async function changeSubmission(trx: Trx, id: string, change: Partial<Row<'submissions'>>): Promise<void> {
  await trx.updateTable('submissions').set(change).where('draft_id', '=', id).execute()
}

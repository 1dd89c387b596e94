import type { Context } from 'hono'
import type { Amendment, Following } from '../../../../src/views.ts'
import type { LedgerEntry } from '../../../domain/promise/ledger.ts'
import { ok, type Result } from '../../../domain/refusal.ts'
import { type IncidentConsequence, previewIncident } from '../../../preview/incident.ts'
import type { Preview } from '../../../preview/preview.ts'
import { findIncident, type IncidentInFull } from '../../../queries/incidents.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { actionContext } from '../../middleware/access.ts'
import { shownPreview } from '../incident/previewing.ts'
import { type Asked, TIMES } from './kinds.ts'

/** What would follow if a small page's form were sent now, or why it cannot be. Null: nothing that anybody sees. */
export async function followingOf(
  c: Context<Env>,
  deps: AppDeps,
  of: Amendment,
  asked: Asked,
): Promise<Result<Following | null>> {
  if (asked.do === 'contact') return ok(null)
  const before = await findIncident(deps.db, asked.id, { drills: true })
  const previewed = await previewIncident(deps, actionContext(c, deps), asked)
  if (!previewed.ok) return previewed
  const fields = asked.do === 'change' && before ? fieldsOf(before.incident, asked.command) : []
  const owesReport = !before?.postmortem && fields.some(({ name }) => name === 'priority')
  return ok({
    preview: changesAlone(
      previewed.value,
      { dueBefore: before?.incident.next_update_due_at ?? null, owesReport },
      deps.clock(),
    ),
    isChanged: previewed.value.changed,
    does: of === 'report' ? (before?.postmortem ? 'reportCorrect' : 'report') : of === 'text' ? 'text' : null,
    restarts: of === 'reopen',
    reportStays: of === 'reopen' && Boolean(before?.postmortem),
    fields,
    ledger: of === 'times' && !previewed.value.consequence.drill ? ledgerOf(previewed.value.consequence) : null,
    times: of === 'times' && before ? timesOf(before.incident, previewed.value.consequence) : [],
  })
}

const FIELDS = ['priority', 'title', 'vendor'] as const

function fieldsOf(was: IncidentInFull['incident'], will: Partial<Pick<typeof was, (typeof FIELDS)[number]>>) {
  return FIELDS.flatMap((name): Following['fields'] => {
    const to = will[name]
    return to === undefined || to === was[name] ? [] : [{ name, from: was[name], to }]
  })
}

function timesOf(was: IncidentInFull['incident'], will: IncidentConsequence): Following['times'] {
  const before = { openedAt: was.opened_at, startedAt: was.started_at, resolvedAt: was.resolved_at }
  return TIMES.flatMap((name) => (before[name] === will[name] ? [] : [{ name, from: before[name], to: will[name] }]))
}

function ledgerOf({ ledger }: IncidentConsequence): Following['ledger'] {
  const shown = ({ dueAt, state, lateness, waited }: LedgerEntry) => ({ dueAt, state, lateness, waited })
  return ledger.map(({ kind, from, to }) => ({ kind, from: shown(from), to: shown(to) }))
}

/** As a post's preview, without what an incident that takes no post is told of anyway. */
function changesAlone(
  preview: Preview<IncidentConsequence>,
  { dueBefore, owesReport }: { dueBefore: number | null; owesReport: boolean },
  now: number,
): Following['preview'] {
  const shown = shownPreview(preview, null, now)
  return {
    ...shown,
    isDueAsBefore: shown.dueAt === dueBefore,
    reportDueAt: owesReport ? shown.reportDueAt : null,
    ...{ response: null, closes: false, answerBy: null, reopenUntil: null },
  }
}

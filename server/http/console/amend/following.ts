import type { Context } from 'hono'
import type { Amendment, Following } from '../../../../src/views.ts'
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
  return ok({
    preview: changesAlone(
      previewed.value,
      { of, dueBefore: before?.incident.next_update_due_at ?? null },
      deps.clock(),
    ),
    isChanged: previewed.value.changed,
    does: of === 'report' ? (before?.postmortem ? 'reportCorrect' : 'report') : of === 'text' ? 'text' : null,
    restarts: of === 'reopen',
    reportStays: of === 'reopen' && Boolean(before?.postmortem),
    times: of === 'times' && before ? timesOf(before.incident, previewed.value.consequence) : [],
  })
}

function timesOf(was: IncidentInFull['incident'], will: IncidentConsequence): Following['times'] {
  const before = { openedAt: was.opened_at, startedAt: was.started_at, resolvedAt: was.resolved_at }
  return TIMES.flatMap((name) => (before[name] === will[name] ? [] : [{ name, from: before[name], to: will[name] }]))
}

/** As a post's preview, without what an incident that takes no post is told of anyway. */
function changesAlone(
  preview: Preview<IncidentConsequence>,
  { of, dueBefore }: { of: Amendment; dueBefore: number | null },
  now: number,
): Following['preview'] {
  const shown = shownPreview(preview, null, now)
  const isOpen = preview.consequence.phase !== 'resolved'
  return {
    ...shown,
    isDueAsBefore: shown.dueAt === dueBefore,
    response: of === 'change' && isOpen ? shown.response : null,
    ...{ closes: false, answerBy: null, reopenUntil: null, reportDueAt: null },
  }
}

import { loadMaintenance } from '../../../../db/maintenance/load.ts'
import type { Reader } from '../../../../db/schema/index.ts'
import type { OwedView } from '../../../../src/views.ts'
import type { Owed } from '../../../domain/ladder/owed.ts'
import type { MaintenanceState } from '../../../domain/maintenance/maintenance.ts'

const COMMAND = 'npm run -s signalpost --'
const API = '/api/v1'

/** What answers for something that is owed, to be typed as it stands. */
export async function answerTo(db: Reader, owed: Owed, site: string): Promise<OwedView['answer']> {
  const { kind } = owed
  const { id } = owed.object
  const answer = (command: string | null, method: string, path: string, body: object) => ({
    command: command && `${COMMAND} ${command}`,
    call: `${method} ${site}${API}${path}`,
    body: JSON.stringify(body),
  })
  const [incident, maintenance] = [`/incidents/${id}`, `/maintenances/${id}`]
  switch (kind) {
    case 'update':
    case 'first_response':
      return answer(`incident update ${id} --body "…"`, 'POST', `${incident}/updates`, { body: '…' })
    case 'no_answer': {
      const closing = `incident update ${id} --case-status closed_no_response --body "…"`
      return answer(closing, 'POST', `${incident}/updates`, { caseStatus: 'closed_no_response', body: '…' })
    }
    case 'report':
      return answer(null, 'PUT', `${incident}/postmortem`, { body: '…' })
    case 'details':
      return answer(null, 'PATCH', maintenance, { description: '…' })
    case 'end':
      return answer(null, 'POST', `${maintenance}/updates`, { state: 'completed', body: '…' })
    case 'notice':
      return answer(null, 'POST', `${maintenance}/updates`, { ...(await stepFor(db, owed)), body: '…' })
  }
}

/** The step of a window that sends a notice which should have gone out by itself. */
async function stepFor(db: Reader, { id, object }: Owed): Promise<{ state?: MaintenanceState }> {
  if ((await loadMaintenance(db, object.id))?.maintenance.state === 'planned') return { state: 'announced' }
  const key = id.slice(object.id.length + 1).split('.')[0]
  return key === 'start' ? { state: 'in_progress' } : key === 'end' ? { state: 'completed' } : {}
}

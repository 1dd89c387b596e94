import type { OwedView } from '../../../../src/views.ts'
import type { Owed } from '../../../domain/ladder/owed.ts'

const COMMAND = 'npm run -s signalpost --'
const API = '/api/v1'

/** What answers for something that is owed, to be typed as it stands. */
export function answerTo({ kind, object: { id } }: Pick<Owed, 'kind' | 'object'>, site: string): OwedView['answer'] {
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
      return answer(null, 'POST', `${maintenance}/updates`, { body: '…' })
  }
}

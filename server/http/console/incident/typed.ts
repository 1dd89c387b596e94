import type { DraftFields, DraftOf } from '../../../domain/draft/draft.ts'
import { newId } from '../../../lib/ids.ts'
import { OF_DRAFT, type Written, writtenIn } from '../form/drafts.ts'
import type { Typed } from './fields.ts'

/** A composer's form as it was sent: what was typed, which draft it is of, and which button was pressed. */
export interface Sent extends Written {
  typed: Typed
  button: 'post' | 'check' | 'look' | 'send' | 'discard' | 'template'
  template: string
}

const OWN = [...OF_DRAFT, 'do', 'template']

export function sentForm(entries: readonly [string, string[]][], incidentId: string | null): Sent {
  const fields = Object.fromEntries(entries.map(([name, [value = '']]) => [name, value]))
  const typed = Object.fromEntries(Object.entries(fields).filter(([name]) => !OWN.includes(name)))
  const { template = '' } = fields
  return {
    typed,
    ...writtenIn(fields, { fresh: draftOf(incidentId) }),
    button: template === '' ? buttonOf(fields.do) : 'template',
    template,
  }
}

/** A draft that nobody has begun yet. */
export function draftOf(incidentId: string | null): DraftOf {
  if (incidentId === null) return { id: newId(), kind: 'open', object: null }
  return { id: newId(), kind: 'update', object: { type: 'incident', id: incidentId } }
}

/** What was typed, as it was kept. */
export function typedIn(fields: DraftFields): Typed {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  )
}

/** What is not sent by a button of the form is looked at, not posted. */
function buttonOf(name: string | undefined): Sent['button'] {
  return name === 'post' || name === 'look' || name === 'send' || name === 'discard' ? name : 'check'
}

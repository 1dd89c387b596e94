import type { DraftFields, DraftOf } from '../../../domain/draft/draft.ts'
import { newId } from '../../../lib/ids.ts'
import type { Typed } from './fields.ts'

/** A composer's form as it was sent: what was typed, which draft it is of, and which button was pressed. */
export interface Sent {
  typed: Typed
  draft: DraftOf
  /** The sequence number of the newest update that the writer has seen. */
  base: number
  revision: number
  button: 'post' | 'check' | 'look' | 'send' | 'discard' | 'template'
  template: string
}

const OWN = ['draft', 'base', 'revision', 'do', 'template']

export function sentForm(entries: readonly [string, string[]][], incidentId: string | null): Sent {
  const fields = Object.fromEntries(entries.map(([name, [value = '']]) => [name, value]))
  const typed = Object.fromEntries(Object.entries(fields).filter(([name]) => !OWN.includes(name)))
  const { draft = '', template = '' } = fields
  return {
    typed,
    draft: { ...draftOf(incidentId), ...(/^[a-z0-9]{12}$/.test(draft) && { id: draft }) },
    base: count(fields.base),
    revision: count(fields.revision),
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

function count(text: string | undefined): number {
  return /^\d{1,6}$/.test(text ?? '') ? Number(text) : 0
}

import type { BoardView } from '../../../../src/views.ts'
import { MINUTE } from '../../../domain/vocabulary.ts'
import { hashOf } from '../../../lib/secret/secrets.ts'

/** The same for everybody: who is signed in is no part of it. Saves of a draft count once a minute. */
export function markOf(content: Omit<BoardView, 'me' | 'faults' | 'mark'>): string {
  const shown = JSON.stringify(content, (name, value) => {
    if (name === 'isMine' || name === 'writingUntil') return undefined
    return name === 'savedAt' ? Math.floor(value / MINUTE) : value
  })
  return hashOf(shown).slice(0, 16)
}

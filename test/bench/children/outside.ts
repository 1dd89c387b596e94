import { startMailProvider, startPushService } from '../../support/outside/index.ts'
import { answering } from '../child.ts'

export type OutsideQuestion = { start: 'push' } | { start: 'mail'; limit: number } | { count: true }

export interface OutsideAnswer {
  url: string
  /** Messages accepted so far. */
  accepted: number
}

let outside: { url: string; accepted: readonly unknown[] } = { url: '', accepted: [] }

/** A push service or a mail provider (taking `limit` requests a second). */
answering<OutsideQuestion, OutsideAnswer>(async (question) => {
  if ('start' in question) {
    outside = question.start === 'push' ? await startPushService() : await startMailProvider({ limit: question.limit })
  }
  return { url: outside.url, accepted: outside.accepted.length }
})

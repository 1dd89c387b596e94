import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import { write } from '../../../db/open.ts'
import { completeAnswer, findAnswer, type StoredAnswer, takeKey } from '../../../db/system/idempotency.ts'
import type { ActionContext } from '../../actions/context.ts'
import type { Result } from '../../domain/refusal.ts'
import { DAY } from '../../domain/vocabulary.ts'
import type { AppDeps, Env } from '../deps.ts'
import { actionContext } from './access.ts'
import { must, Problem } from './problem.ts'

/** Something that a POST makes, and the answer that shows it. */
export interface Creation<Answer> {
  status: number
  act(ctx: ActionContext): Promise<Result<{ id: string }>>
  /** The answer for what was made; complete once it is final (published). */
  answer(id: string): Promise<{ body: Answer; complete: boolean }>
}

/** What is stored under a key: at first what was made, later the whole answer. */
type Stored = { made: string } | { body: unknown }

class KeyTaken extends Error {}

/**
 * Does something once per Idempotency-Key and token. The key is recorded in the transaction of the action itself:
 * after a crash either both are there or neither, so a retry neither loses nor doubles. If the process dies after the
 * commit, the retry finds what was made and completes the answer. What was refused is not kept: it changed nothing.
 */
export function createIdempotency(deps: AppDeps) {
  const running = new Map<string, string>()
  return async <Answer>(c: Context<Env>, creation: Creation<Answer>): Promise<Answer> => {
    const key = readKey(c)
    const caller = c.var.caller
    if (key === null || !caller)
      return (await creation.answer(must(await creation.act(actionContext(c, deps))).id)).body
    const place = { tokenId: caller.tokenId, key, fingerprint: await fingerprintOf(c) }
    const before = running.get(`${caller.tokenId} ${key}`)
    if (before !== undefined) throw before === place.fingerprint ? stillRunning() : reused()
    running.set(`${caller.tokenId} ${key}`, place.fingerprint)
    try {
      return await answerOnce(c, deps, creation, place)
    } finally {
      running.delete(`${caller.tokenId} ${key}`)
    }
  }
}

/** Runs a making once per Idempotency-Key. */
export type Idempotent = ReturnType<typeof createIdempotency>

interface Place {
  tokenId: string
  key: string
  fingerprint: string
}

async function answerOnce<Answer>(
  c: Context<Env>,
  deps: AppDeps,
  creation: Creation<Answer>,
  place: Place,
): Promise<Answer> {
  const since = deps.clock() - DAY
  const known = await findAnswer(deps.db, place.tokenId, place.key, since)
  if (known) return replay(deps, creation, place, known)
  try {
    const made = must(
      await creation.act({ ...actionContext(c, deps), within: recordKey(deps, creation.status, place) }),
    )
    return await complete(deps, creation, place, made.id)
  } catch (error) {
    // Another process had the same key at the same time; ours was rolled back.
    const theirs = error instanceof KeyTaken ? await findAnswer(deps.db, place.tokenId, place.key, since) : null
    if (!theirs) throw error
    return replay(deps, creation, place, theirs)
  }
}

function recordKey(deps: AppDeps, status: number, place: Place): NonNullable<ActionContext['within']> {
  return async (trx, value) => {
    const now = deps.clock()
    const response: Stored = { made: (value as { id: string }).id }
    const row = { token_id: place.tokenId, key: place.key, fingerprint: place.fingerprint, status, created_at: now }
    const taken = await takeKey(trx, { ...row, response: JSON.stringify(response) }, now - DAY)
    if (!taken) throw new KeyTaken()
  }
}

async function replay<Answer>(
  deps: AppDeps,
  creation: Creation<Answer>,
  place: Place,
  known: StoredAnswer,
): Promise<Answer> {
  if (known.fingerprint !== place.fingerprint) throw reused()
  const stored = JSON.parse(known.response ?? '{}') as Stored
  return 'body' in stored ? (stored.body as Answer) : complete(deps, creation, place, stored.made)
}

async function complete<Answer>(
  deps: AppDeps,
  creation: Creation<Answer>,
  place: Place,
  made: string,
): Promise<Answer> {
  const { body, complete } = await creation.answer(made)
  if (!complete) return body
  const stored: Stored = { body }
  try {
    await write(deps.db, (trx) => completeAnswer(trx, place.tokenId, place.key, JSON.stringify(stored)))
  } catch (error) {
    deps.log.warn(error, 'an answer could not be kept; a retry makes it anew')
  }
  return body
}

function readKey(c: Context<Env>): string | null {
  const key = c.req.header('idempotency-key')
  if (key === undefined) return null
  if (/^[\x21-\x7e]{1,255}$/.test(key)) return key
  throw new Problem(400, 'invalid_idempotency_key', 'An Idempotency-Key has 1 to 255 visible ASCII characters.')
}

/** What must be the same for it to be the same request. */
async function fingerprintOf(c: Context<Env>): Promise<string> {
  return createHash('sha256')
    .update(`${c.req.method} ${c.req.path}\n`)
    .update(Buffer.from(await c.req.arrayBuffer()))
    .digest('hex')
}

function reused(): Problem {
  const detail = 'This Idempotency-Key was used for another request within 24 hours. Choose a new key.'
  return new Problem(422, 'idempotency_key_reused', detail)
}

function stillRunning(): Problem {
  const detail = 'The first request with this Idempotency-Key is still running. Try again in a second.'
  return new Problem(409, 'idempotency_key_running', detail, { headers: { 'Retry-After': '1' } })
}

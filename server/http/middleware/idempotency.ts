import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import { write } from '../../../db/open.ts'
import { completeResponse, findResponse, type StoredResponse, takeKey } from '../../../db/system/idempotency.ts'
import type { ActionContext } from '../../actions/context.ts'
import type { Result } from '../../domain/refusal.ts'
import { DAY } from '../../domain/vocabulary.ts'
import type { AppDeps, Env } from '../deps.ts'
import { actionContext } from './access.ts'
import { must, Problem } from './problem.ts'

/** Something that a POST creates, and the response that shows it. */
export interface Creation<Body> {
  status: number
  act(ctx: ActionContext): Promise<Result<{ id: string }>>
  /** The response for what was created; complete once it is final (published). */
  respond(id: string): Promise<{ body: Body; complete: boolean }>
}

/** What is stored under a key: first the id of what was created, later the whole response. */
type Stored = { made: string } | { body: unknown }

class KeyTaken extends Error {}

/**
 * Runs a creation once per Idempotency-Key and token. The key is recorded in the transaction of the action itself: after
 * a crash either both are stored or neither, so a retry neither loses nor repeats anything. If the process dies after
 * the commit, the retry finds what was created and completes the response. A refused request does not use up its key,
 * since it changed nothing.
 */
export function createIdempotency(deps: AppDeps) {
  const running = new Map<string, string>()
  return async <Body>(c: Context<Env>, creation: Creation<Body>): Promise<Body> => {
    const key = readKey(c)
    const { caller } = c.var
    if (key === null || !caller) {
      return (await creation.respond(must(await creation.act(actionContext(c, deps))).id)).body
    }
    const request = { tokenId: caller.id, key, fingerprint: await fingerprintOf(c) }
    const name = `${caller.id} ${key}`
    const before = running.get(name)
    if (before !== undefined) throw before === request.fingerprint ? stillRunning() : reused()
    running.set(name, request.fingerprint)
    try {
      return await runOnce(c, deps, creation, request)
    } finally {
      running.delete(name)
    }
  }
}

/** Runs a creation once per Idempotency-Key. */
export type Idempotent = ReturnType<typeof createIdempotency>

interface KeyedRequest {
  tokenId: string
  key: string
  fingerprint: string
}

async function runOnce<Body>(
  c: Context<Env>,
  deps: AppDeps,
  creation: Creation<Body>,
  request: KeyedRequest,
): Promise<Body> {
  const since = deps.clock() - DAY
  const known = await findResponse(deps.db, request.tokenId, request.key, since)
  if (known) {
    // It was saved by an earlier call, whatever becomes of its answer.
    c.set('acting', true)
    return replay(deps, creation, request, known)
  }
  try {
    const within = recordKey(deps, creation.status, request)
    const made = must(await creation.act({ ...actionContext(c, deps), within }))
    return await complete(deps, creation, request, made.id)
  } catch (error) {
    // Another process had the same key at the same time; this transaction was rolled back.
    const theirs = error instanceof KeyTaken ? await findResponse(deps.db, request.tokenId, request.key, since) : null
    if (!theirs) throw error
    return replay(deps, creation, request, theirs)
  }
}

function recordKey(deps: AppDeps, status: number, request: KeyedRequest): NonNullable<ActionContext['within']> {
  return async (trx, value) => {
    const now = deps.clock()
    const response: Stored = { made: (value as { id: string }).id }
    const row = { token_id: request.tokenId, key: request.key, fingerprint: request.fingerprint, status }
    const taken = await takeKey(trx, { ...row, created_at: now, response: JSON.stringify(response) }, now - DAY)
    if (!taken) throw new KeyTaken()
  }
}

async function replay<Body>(
  deps: AppDeps,
  creation: Creation<Body>,
  request: KeyedRequest,
  known: StoredResponse,
): Promise<Body> {
  if (known.fingerprint !== request.fingerprint) throw reused()
  const stored = JSON.parse(known.response ?? '{}') as Stored
  return 'body' in stored ? (stored.body as Body) : complete(deps, creation, request, stored.made)
}

async function complete<Body>(
  deps: AppDeps,
  creation: Creation<Body>,
  request: KeyedRequest,
  made: string,
): Promise<Body> {
  const { body, complete } = await creation.respond(made)
  if (!complete) return body
  const stored: Stored = { body }
  try {
    await write(deps.db, (trx) => completeResponse(trx, request.tokenId, request.key, JSON.stringify(stored)))
  } catch (error) {
    deps.log.warn(error, 'storing a response for its Idempotency-Key failed; a retry makes it anew')
  }
  return body
}

function readKey(c: Context<Env>): string | null {
  const key = c.req.header('idempotency-key')
  if (key === undefined) return null
  if (/^[\x21-\x7e]{1,255}$/.test(key)) return key
  throw new Problem(400, 'invalid_idempotency_key', 'An Idempotency-Key has 1 to 255 visible ASCII characters.')
}

/** A hash of everything that has to be the same for it to be the same request. */
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

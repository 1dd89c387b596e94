import { conflict, type FieldError, invalid, ok, type Result, refuse } from '../refusal.ts'
import { type CaseStatus, type Instant, type Phase, type Role, roleCovers } from '../vocabulary.ts'

/** What an update has to say for its transition. */
export type Need = 'holdUntil' | 'reason' | 'duplicateOf'

/** One move of a case. */
export interface Transition {
  to: CaseStatus
  /** The least role that may do it. */
  who: Role
  needs: readonly Need[]
  /**
   * The phase the public sees afterwards. `kept` leaves the phase to the update. `investigating` is where a reopened
   * case begins unless the update names another open phase. `monitoring` and `resolved` follow from the status.
   */
  phase: 'kept' | Extract<Phase, 'investigating' | 'monitoring' | 'resolved'>
}

const WORK: Transition = { to: 'in_progress', who: 'agent', needs: [], phase: 'kept' }
const HOLD: Transition = { to: 'on_hold', who: 'agent', needs: ['holdUntil', 'reason'], phase: 'kept' }
const SHIP: Transition = { to: 'shipping', who: 'agent', needs: [], phase: 'kept' }
/**
 * The work is done and the customers' confirmation is awaited: the public sees `monitoring`. The case is still open, so
 * it still owes its updates; a longer rhythm while waiting is an agreement with its reason, like any other.
 */
const FOLLOW_UP: Transition = { to: 'resolved_follow_up', who: 'agent', needs: [], phase: 'monitoring' }
const REOPENED: Transition = { to: 'customer_reopened', who: 'agent', needs: [], phase: 'investigating' }
const STILL_REOPENED: Transition = { ...REOPENED, phase: 'kept' }
const CLOSE: Transition = { to: 'closed', who: 'agent', needs: [], phase: 'resolved' }
const NO_RESPONSE: Transition = { to: 'closed_no_response', who: 'agent', needs: [], phase: 'resolved' }
const DUPLICATE: Transition = { to: 'duplicate', who: 'agent', needs: ['duplicateOf'], phase: 'resolved' }

export const CASE_COMMANDS = [
  'update',
  'work',
  'hold',
  'ship',
  'follow_up',
  'customer_reopens',
  'close',
  'close_unanswered',
  'duplicate',
  'reopen',
] as const
export type CaseCommand = (typeof CASE_COMMANDS)[number]

const active = {
  work: WORK,
  hold: HOLD,
  ship: SHIP,
  follow_up: FOLLOW_UP,
  close: CLOSE,
  close_unanswered: NO_RESPONSE,
  duplicate: DUPLICATE,
} as const

/**
 * Every move of a case: from × command. `update` is a public update that names no status; the others are reached by
 * the status an update names, and `reopen` by its own action. What is not listed is refused.
 * Source: support plan, "case statuses" and "closing and reopening".
 */
export const transitions: Readonly<Record<CaseStatus, Readonly<Partial<Record<CaseCommand, Transition>>>>> = {
  // Nobody was at work yet, so there is no answer to wait for.
  new: { update: WORK, work: WORK, hold: HOLD, ship: SHIP, follow_up: FOLLOW_UP, close: CLOSE, duplicate: DUPLICATE },
  in_progress: { update: WORK, ...active },
  // Whoever reports without holding again has taken up the work.
  on_hold: { update: WORK, ...active },
  shipping: { update: SHIP, ...active },
  resolved_follow_up: { update: FOLLOW_UP, customer_reopens: REOPENED, ...active },
  customer_reopened: { update: STILL_REOPENED, customer_reopens: STILL_REOPENED, ...active },
  closed: { reopen: REOPENED },
  duplicate: {},
  closed_no_response: {},
}

/** What an update says that decides about the case. */
export interface CaseRequest {
  phase?: Phase | undefined
  caseStatus?: CaseStatus | undefined
  holdUntil?: Instant | undefined
  reason?: string | undefined
  duplicateOf?: string | undefined
}

/** Where a case stands. */
export interface CaseState {
  caseStatus: CaseStatus
  phase: Phase
}

/** The case after an update by somebody of `role`. Refuses what the table does not list or what lacks its data. */
export function nextCase(from: CaseState, request: CaseRequest, role: Role): Result<CaseState> {
  const transition = transitions[from.caseStatus][commandOf(from.caseStatus, request)]
  if (!transition) return impossible(from.caseStatus, request)
  if (!roleCovers(role, transition.who)) {
    return refuse({
      kind: 'forbidden',
      code: 'case_role',
      detail: `Only ${transition.who} and above may take a case from ${from.caseStatus} to ${transition.to}.`,
    })
  }
  const errors = [
    ...missing(transition, request),
    ...misplaced(transition, request),
    ...contradiction(transition, request),
  ]
  if (errors.length > 0) return invalid(errors)
  return ok({ caseStatus: transition.to, phase: phaseAfter(transition, request.phase ?? from.phase, request.phase) })
}

/** The command that an update is; `update` if it names no status, neither plainly nor by what it says. */
function commandOf(from: CaseStatus, request: CaseRequest): CaseCommand {
  if (request.caseStatus !== undefined) return commandTo(from, request.caseStatus)
  if (request.duplicateOf !== undefined) return 'duplicate'
  if (request.phase === 'resolved') return 'close'
  if (request.holdUntil !== undefined) return 'hold'
  // A public word that work goes on takes back that it was done.
  if (from === 'resolved_follow_up' && (request.phase ?? 'monitoring') !== 'monitoring') return 'work'
  return 'update'
}

/** Reopening has its own action, so no update comes to it; a status that cannot be reached is nobody's command. */
function commandTo(from: CaseStatus, status: CaseStatus): CaseCommand {
  const named = CASE_COMMANDS.find((command) => command !== 'update' && transitions[from][command]?.to === status)
  return named ?? 'reopen'
}

function impossible(from: CaseStatus, request: CaseRequest) {
  const reachable = [...new Set(Object.values(transitions[from]).map((transition) => transition.to))].join(', ')
  const to = request.caseStatus ?? 'that'
  return conflict(
    'case_transition',
    `A case that is ${from} cannot become ${to} by an update.${reachable ? ` From here: ${reachable}.` : ''}`,
  )
}

const NEEDED: Readonly<Record<Need, string>> = {
  holdUntil: 'A case on hold says until when.',
  reason: 'A hold needs its reason.',
  duplicateOf: 'A duplicate names the incident that goes on.',
}

function missing({ needs }: Transition, request: CaseRequest): FieldError[] {
  return needs.filter((need) => !request[need]).map((need) => ({ pointer: `/${need}`, detail: NEEDED[need] }))
}

function misplaced({ to }: Transition, request: CaseRequest): FieldError[] {
  const errors: FieldError[] = []
  if (request.duplicateOf !== undefined && to !== 'duplicate') {
    errors.push({ pointer: '/duplicateOf', detail: `Only a duplicate names a master, not a case that is ${to}.` })
  }
  if (request.holdUntil !== undefined && to !== 'on_hold') {
    errors.push({ pointer: '/holdUntil', detail: `Only a case on hold waits until a time, not one that is ${to}.` })
  }
  return errors
}

/** A named phase must not contradict the status. */
function contradiction({ to, phase }: Transition, request: CaseRequest): FieldError[] {
  if (request.phase === undefined) return []
  const fits = phase === 'monitoring' || phase === 'resolved' ? request.phase === phase : request.phase !== 'resolved'
  return fits ? [] : [{ pointer: '/phase', detail: `A case that is ${to} is not shown as ${request.phase}.` }]
}

function phaseAfter({ phase }: Transition, kept: Phase, named: Phase | undefined): Phase {
  if (phase === 'kept') return kept
  return phase === 'investigating' ? (named ?? phase) : phase
}

/** The status of a case as it is opened: worked on, unless it is on hold, over already, or not taken up yet. */
export function firstStatus(request: CaseRequest, named: 'new' | 'in_progress' | undefined): Result<CaseStatus> {
  if (request.phase === 'resolved') return ok('closed')
  if (request.holdUntil === undefined) return ok(named ?? 'in_progress')
  return request.reason ? ok('on_hold') : invalid([{ pointer: '/reason', detail: NEEDED.reason }])
}

import { conflict, type FieldError, invalid, ok, type Result, refuse } from '../refusal.ts'
import { field, listed, phaseName, role, type Said, says, status } from '../said.ts'
import { type CaseStatus, type Instant, type Phase, type Role, roleCovers } from '../vocabulary.ts'

/** A field that an update has to have for its transition. */
type Need = 'holdUntil' | 'reason' | 'duplicateOf'

/** One transition of a case. */
interface Transition {
  to: CaseStatus
  /** The lowest role that may do it. */
  who: Role
  needs: readonly Need[]
  /**
   * The phase shown to the public afterwards. `kept` leaves it to the update. `investigating` is the default of a
   * reopened case. `monitoring` and `resolved` follow from the status.
   */
  phase: 'kept' | Extract<Phase, 'investigating' | 'monitoring' | 'resolved'>
}

const WORK: Transition = { to: 'in_progress', who: 'agent', needs: [], phase: 'kept' }
const HOLD: Transition = { to: 'on_hold', who: 'agent', needs: ['holdUntil', 'reason'], phase: 'kept' }
const SHIP: Transition = { to: 'shipping', who: 'agent', needs: [], phase: 'kept' }
/**
 * The work is done and the customers' confirmation is awaited: the public sees `monitoring`. The case is still open, so
 * updates are still due; a longer interval while waiting needs an agreement and a reason, like any other.
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
type CaseCommand = (typeof CASE_COMMANDS)[number]

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
 * Every transition of a case: from × command. `update` is a public update that names no status; the others follow from
 * the status that an update names, and `reopen` has its own action. What is not listed is refused.
 * Source: support plan, "case statuses" and "closing and reopening".
 */
export const transitions: Readonly<Record<CaseStatus, Readonly<Partial<Record<CaseCommand, Transition>>>>> = {
  // Nobody has worked on it yet, so there is no answer to wait for.
  new: { update: WORK, work: WORK, hold: HOLD, ship: SHIP, follow_up: FOLLOW_UP, close: CLOSE, duplicate: DUPLICATE },
  in_progress: { update: WORK, ...active },
  // An update that does not put it on hold again means that work has resumed.
  on_hold: { update: WORK, ...active },
  shipping: { update: SHIP, ...active },
  resolved_follow_up: { update: FOLLOW_UP, customer_reopens: REOPENED, ...active },
  customer_reopened: { update: STILL_REOPENED, customer_reopens: STILL_REOPENED, ...active },
  closed: { reopen: REOPENED },
  duplicate: {},
  closed_no_response: {},
}

/** The fields of an update that decide about the case. */
export interface CaseRequest {
  phase?: Phase
  caseStatus?: CaseStatus
  holdUntil?: Instant
  reason?: string
  duplicateOf?: string
}

/** The state of a case. */
export interface CaseState {
  caseStatus: CaseStatus
  phase: Phase
}

/** The case after an update by somebody of `role`. Refused if the table does not list it, or if a needed field is missing. */
export function nextCase(from: CaseState, request: CaseRequest, by: Role): Result<CaseState> {
  const transition = transitions[from.caseStatus][commandOf(from, request)]
  if (!transition) return impossible(from.caseStatus, request)
  if (!roleCovers(by, transition.who)) {
    return refuse({
      kind: 'forbidden',
      code: 'case_role',
      ...says`Only ${role(transition.who)} and above may take a case from ${status(from.caseStatus)} to ${status(transition.to)}.`,
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

/** The command of an update; `update` if it neither names nor implies a status. */
function commandOf({ caseStatus }: CaseState, request: CaseRequest): CaseCommand {
  if (request.caseStatus !== undefined) return commandTo(caseStatus, request.caseStatus)
  if (request.duplicateOf !== undefined) return 'duplicate'
  if (request.phase === 'resolved') return 'close'
  if (request.holdUntil !== undefined) return 'hold'
  // An update with an earlier phase says that the work was not done after all.
  if (caseStatus === 'resolved_follow_up' && (request.phase ?? 'monitoring') !== 'monitoring') return 'work'
  // What is watched has arrived, also where something else was watched while it was on its way.
  if (caseStatus === 'shipping' && request.phase === 'monitoring') return 'work'
  return 'update'
}

/** No update can reopen, so `reopen` stands for a status that cannot be reached. */
function commandTo(from: CaseStatus, status: CaseStatus): CaseCommand {
  const named = CASE_COMMANDS.find((command) => command !== 'update' && transitions[from][command]?.to === status)
  return named ?? 'reopen'
}

function impossible(from: CaseStatus, request: CaseRequest) {
  const reachable = [...new Set(Object.values(transitions[from]).map((transition) => transition.to))].map(status)
  const to = request.caseStatus ? status(request.caseStatus) : 'that'
  const ways = reachable.length > 0 ? says` From here: ${listed(reachable)}.` : ''
  return conflict('case_transition', says`A case that is ${status(from)} cannot become ${to} by an update.${ways}`)
}

const NEEDED: Readonly<Record<Need, Said>> = {
  holdUntil: says`A case on hold needs ${field('holdUntil')}.`,
  reason: says`A case on hold needs a reason.`,
  duplicateOf: says`A duplicate needs ${field('duplicateOf')}: the incident that continues.`,
}

function missing({ needs }: Transition, request: CaseRequest): FieldError[] {
  return needs.filter((need) => !request[need]).map((need) => ({ pointer: `/${need}`, ...NEEDED[need] }))
}

function misplaced({ to }: Transition, request: CaseRequest): FieldError[] {
  const errors: FieldError[] = []
  if (request.duplicateOf !== undefined && to !== 'duplicate') {
    errors.push({
      pointer: '/duplicateOf',
      ...says`${field('duplicateOf')} is only for a duplicate, not for a case that is ${status(to)}.`,
    })
  }
  if (request.holdUntil !== undefined && to !== 'on_hold') {
    errors.push({
      pointer: '/holdUntil',
      ...says`${field('holdUntil')} is only for a case on hold, not for one that is ${status(to)}.`,
    })
  }
  return errors
}

/** The phase must not contradict the status. */
function contradiction({ to, phase }: Transition, request: CaseRequest): FieldError[] {
  if (request.phase === undefined) return []
  const only = phase === 'monitoring' || phase === 'resolved' ? phase : null
  if (only === null ? request.phase !== 'resolved' : request.phase === only) return []
  const instead = only === null ? says`another phase` : says`${phaseName(only)}`
  const said = says`A case that is ${status(to)} cannot be shown as ${phaseName(request.phase)}: choose ${instead}, or another case status.`
  return [{ pointer: '/phase', ...said }]
}

function phaseAfter({ phase }: Transition, kept: Phase, named: Phase | undefined): Phase {
  if (phase === 'kept') return kept
  return phase === 'investigating' ? (named ?? phase) : phase
}

/** The status of a new case: in progress, unless it is on hold, already resolved, or nobody works on it yet. */
export function firstStatus(request: CaseRequest, named: 'new' | 'in_progress' | undefined): Result<CaseStatus> {
  if (request.phase === 'resolved') return ok('closed')
  if (request.holdUntil === undefined) return ok(named ?? 'in_progress')
  return request.reason ? ok('on_hold') : invalid([{ pointer: '/reason', ...NEEDED.reason }])
}

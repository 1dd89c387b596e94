import type { OrganisationView, ProofEvent } from '../../../../src/views.ts'
import type { ProofLine } from '../../../domain/contact/proof.ts'
import { DAY, type Instant } from '../../../domain/vocabulary.ts'
import { incidentUrl, maintenanceUrl, objectUrl, platformUrl } from '../../../lib/links.ts'
import { readCalls, readNotices } from '../../../queries/organisation/notices.ts'
import type { OrganisationRecord } from '../../../queries/organisation/organisations.ts'
import { type Concerns, readConcerns } from '../../../queries/organisation/own-page.ts'
import { proofStatement } from '../../api/organisation/proof-file.ts'
import type { AppDeps } from '../../deps.ts'
import { maskedEmail, maskedPhone, shownProof } from './mask.ts'

const YEAR = 365 * DAY
/** More than that are in the file alone. */
const SHOWN = 1000
const WINDOWS = 50

/** The proofs of a year, as the organisation itself may see them. */
export function wishOf({ id, name }: Pick<OrganisationRecord, 'id' | 'name'>, now: Instant) {
  const of = { organisationId: id, since: now - YEAR }
  return { of, subject: { subject: name, object: `organisation/${id}` }, shown: shownProof }
}

/** What a customer sees of itself. */
export async function ownView(deps: AppDeps, organisation: OrganisationRecord): Promise<OrganisationView> {
  const { db, plan, clock, mailSite } = deps
  const now = clock()
  const wish = wishOf(organisation, now)
  const concerns = await readConcerns(db, organisation.id, { now, zone: plan.zone })
  const told = await readNotices(db, wish.of, { limit: SHOWN, newestFirst: true })
  const calls = await readCalls(db, wish.of)
  return {
    ...{ kind: 'organisation', state: 'shown' },
    ...{ name: organisation.name, customerNumber: organisation.customerNumber },
    ...concernsOf(concerns, now),
    contacts: organisation.contacts.map(({ name, title, email, phone, rank, purposes, confirmedAt, unreachable }) => ({
      ...{ name, title, rank, purposes, confirmedAt, works: unreachable === null },
      ...{ email: maskedEmail(email), phone: phone && maskedPhone(phone) },
    })),
    proofs: grouped([...told.items, ...calls].map(shownProof)),
    hasMore: told.next !== null,
    seal: await proofStatement(deps, wish),
    desk: mailSite.emailReplyTo?.split(/[\s<>]/).find((part) => part.includes('@')) ?? null,
  }
}

function concernsOf({ days, platforms, open, windows }: Concerns, now: Instant) {
  const names = new Map(platforms.map(({ id, name }) => [id, name]))
  return {
    days,
    platforms: platforms.map(({ id, name, archived, state, since, history, uptime, from, until, unknown }) => ({
      ...{ name, url: platformUrl('', id), archived, state, since, history, uptime, from, until, unknown },
    })),
    open: open.map(({ row, platforms }) => ({
      ...{ title: row.title, url: incidentUrl('', row.id), priority: row.priority, phase: row.phase },
      ...{ openedAt: row.opened_at, dueAt: row.next_update_due_at, platforms },
      isOverdue: row.next_update_due_at !== null && now > row.next_update_due_at,
    })),
    windows: windows
      .slice(0, WINDOWS)
      .map(({ maintenance: { id, title, startsAt, endsAt, state, zone, ...rest } }) => ({
        ...{ title, url: maintenanceUrl('', id), startsAt, endsAt, state, zone },
        platforms: rest.platforms.flatMap((one) => names.get(one) ?? []),
      })),
  }
}

/** By what they were about, the newest first; within it by what was told. */
function grouped(lines: readonly ProofLine[]): OrganisationView['proofs'] {
  const sorted = lines.toSorted((one, other) => other.at - one.at)
  const byObject = Map.groupBy(sorted, ({ object }) => (object ? `${object.type} ${object.id}` : ''))
  return [...byObject.values()].map((about) => {
    const object = about[0]?.object ?? null
    const byEvent = Map.groupBy(about, ({ at, told }) => JSON.stringify([at, told]))
    return {
      ...{ title: object?.title ?? null, type: object?.type ?? null, url: object && objectUrl('', object) },
      events: [...byEvent.values()].flatMap(eventOf),
    }
  })
}

function eventOf(lines: readonly ProofLine[]): ProofEvent[] {
  const [first] = lines
  if (!first) return []
  const people = lines.map(({ contact, rank, channel, result, why, handedOverAt, resultAt, lateMinutes }) => ({
    ...{ name: contact?.name ?? null, rank, channel, result, why, handedOverAt, resultAt, lateMinutes },
  }))
  return [{ at: first.at, told: first.told, people }]
}

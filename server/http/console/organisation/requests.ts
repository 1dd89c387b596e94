import type { Context } from 'hono'
import { findRequest } from '../../../../db/contact/requests.ts'
import type { Reader } from '../../../../db/schema/index.ts'
import { dictionary } from '../../../../src/i18n/index.ts'
import { endRequest } from '../../../actions/contact/end-request.ts'
import { unlessRefused } from '../../../actions/unless-refused.ts'
import { conflict, type Refusal } from '../../../domain/refusal.ts'
import { readOrganisation } from '../../../queries/organisation/organisations.ts'
import type { AppDeps, Env } from '../../deps.ts'
import { actionContext } from '../../middleware/access.ts'
import { seeDone } from '../flash.ts'
import { unknownButton } from '../form/buttons.ts'
import { valuesOf } from '../form/reading.ts'
import { first } from '../form/values.ts'
import { refusedPage } from '../page.ts'
import { askedOf, organisationAt, pathOf } from './content.ts'
import { unlessSeen } from './meanwhile.ts'
import { organisationContent } from './organisation.ts'

/** Does what a contact asked for, or dismisses it: once, however often it is tapped, and as it was seen. */
export async function takeRequest(c: Context<Env>, deps: AppDeps, id: string): Promise<Response> {
  const typed = await valuesOf(c)
  const one = await organisationAt(deps, id)
  const words = dictionary(deps.site.locale).console.organisationRequests
  const refused = async (refusal: Refusal) =>
    refusedPage(c, deps, await organisationContent(c, deps, await organisationAt(deps, id)), refusal)
  const unknown = unknownButton(deps, first(typed, 'do'), ['done', 'dismissed'])
  if (unknown) return refused(unknown)
  const outcome = first(typed, 'do') === 'done' ? 'done' : 'dismissed'
  const [requestId, ctx] = [first(typed, 'request') ?? '', actionContext(c, deps)]
  const inTheWay = async (db: Reader) => {
    const asked = await askedOf(db, (await readOrganisation(db, id))?.contacts ?? [])
    const now = asked.find((request) => request.id === requestId)
    if (!now) return conflict('request_ended', words.over)
    return outcome === 'done' ? unlessSeen(deps, first(typed, 'seen'), now.seen) : null
  }
  const ended = await unlessRefused(ctx, inTheWay, (within) => endRequest(within, requestId, outcome))
  const request = await findRequest(deps.db, requestId)
  const name = one.contacts.find((contact) => contact.id === request?.contact_id)?.name ?? ''
  const isMine = request?.ended_by === ctx.actor.name && request.outcome === outcome
  // A further tap is answered like the first.
  if (ended.ok || isMine) return seeDone(c, deps, pathOf(id), words[outcome](name))
  return refused(ended.refusal)
}

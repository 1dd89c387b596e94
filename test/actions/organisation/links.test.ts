import { expect, test } from 'vitest'
import { linksTo, noteLinkUsed, organisationOfLink } from '../../../db/contact/links.ts'
import { makeOrganisationLink } from '../../../server/actions/organisation/make-organisation-link.ts'
import { mergeOrganisations } from '../../../server/actions/organisation/merge-organisations.ts'
import { revokeOrganisationLink } from '../../../server/actions/organisation/revoke-organisation-link.ts'
import { actionContext, auditTrail } from '../../support/app/actions.ts'
import { START } from '../../support/clock.ts'
import { onEachDatabase } from '../../support/database.ts'
import { addOrganisation } from '../../support/organisations/organisations.ts'
import { LEE } from '../../support/people.ts'
import { accepted, refused } from '../../support/result.ts'

onEachDatabase("links to an organisation's own page", (fresh) => {
  test('open it until they are revoked, and are kept as hashes alone', async () => {
    const { db } = await fresh()
    const ctx = actionContext(db, LEE)
    const [acme, beta] = [await addOrganisation(db, 'Acme Freight'), await addOrganisation(db, 'Beta')]
    const { id, token } = accepted(await makeOrganisationLink(ctx, acme))
    expect(token).toMatch(/^[\w-]{43}$/)
    expect(await organisationOfLink(db, token)).toEqual({ organisationId: acme, linkId: id, usedAt: null })
    expect(await organisationOfLink(db, 'another')).toBeNull()
    await db.transaction().execute((trx) => noteLinkUsed(trx, id, START + 1))
    expect(await linksTo(db, acme)).toMatchObject([{ id, made_by: 'Lee', used_at: START + 1, revoked_at: null }])
    expect(refused(await revokeOrganisationLink(ctx, beta, id)).code).toBe('not_found')
    accepted(await revokeOrganisationLink(ctx, acme, id))
    expect(await organisationOfLink(db, token)).toBeNull()
    expect(refused(await revokeOrganisationLink(ctx, acme, id)).code).toBe('not_found')
    expect(JSON.stringify(await auditTrail(db))).not.toContain(token)
  })

  test('are five at most at a time', async () => {
    const { db } = await fresh()
    const ctx = actionContext(db, LEE)
    const acme = await addOrganisation(db, 'Acme Freight')
    const ids = []
    for (let n = 0; n < 5; n++) ids.push(accepted(await makeOrganisationLink(ctx, acme)).id)
    expect(refused(await makeOrganisationLink(ctx, acme)).code).toBe('too_many_links')
    accepted(await revokeOrganisationLink(ctx, acme, ids[2] ?? ''))
    accepted(await makeOrganisationLink(ctx, acme))
    expect(refused(await makeOrganisationLink(ctx, 'nobody')).code).toBe('not_found')
  })

  test('end with an entry that becomes part of another', async () => {
    const { db } = await fresh()
    const ctx = actionContext(db, LEE)
    const [into, from] = [await addOrganisation(db, 'Acme Freight'), await addOrganisation(db, 'ACME')]
    const [kept, ended] = [
      accepted(await makeOrganisationLink(ctx, into)),
      accepted(await makeOrganisationLink(ctx, from)),
    ]
    accepted(await mergeOrganisations(ctx, { from, into }))
    expect(await organisationOfLink(db, kept.token)).not.toBeNull()
    expect(await organisationOfLink(db, ended.token)).toBeNull()
    expect((await linksTo(db, into)).find(({ id }) => id === ended.id)).toMatchObject({ revoked_at: START })
  })
})

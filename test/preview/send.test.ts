import { expect, test } from 'vitest'
import { sendPreview } from '../../server/actions/preview/send-preview.ts'
import { previewIncident } from '../../server/preview/incident.ts'
import { p2 } from '../support/app/actions.ts'
import { testPreview } from '../support/app/preview.ts'
import { onEachDatabase } from '../support/database.ts'
import { ALICE, LEE } from '../support/people.ts'
import { accepted, refused } from '../support/result.ts'

const RITA = 'rita@northline.example'
const command = p2({ platforms: [{ id: 'zoom-phone', impact: 'partial_outage' }] })

onEachDatabase('the mail of a preview', (fresh) => {
  const open = async () => testPreview((await fresh()).db)

  test('goes to one of staff, marked, in the lane of staff, and to nobody else', async () => {
    const { db, deps, ctx, ...dispatch } = await open()
    await dispatch.followByMail(ALICE)
    const preview = accepted(await previewIncident(deps, ctx(), { do: 'open', command }))
    const { eventId } = accepted(await sendPreview(ctx(), RITA, preview.message))
    expect(await dispatch.deliveries()).toMatchObject([{ event_id: eventId, lane: 'email staff' }])
    await dispatch.deliver()
    expect(dispatch.mail.to(ALICE)).toEqual([])
    const [mail, ...more] = dispatch.mail.to(RITA)
    expect(more).toEqual([])
    expect(mail?.subject).toBe(`[Preview] ${preview.mail?.subject}`)
    const note = 'Preview: this mail went to you alone. Nothing has been published, and nobody has been told.'
    expect(mail?.text).toBe(`${note}\n\n${preview.mail?.text}`)
    expect(mail?.html.indexOf(note)).toBeLessThan(mail?.html.indexOf('One-way audio</h1>') ?? 0)
    expect(mail?.html).toContain(note)
    expect(JSON.stringify(mail?.headers ?? {})).not.toContain('List-Unsubscribe')
    const event = await db.selectFrom('events').selectAll().where('id', '=', eventId).executeTakeFirstOrThrow()
    expect(event).toMatchObject({ kind: 'staff.preview', incident_id: null, maintenance_id: null, platforms: '[]' })
    expect(await db.selectFrom('incidents').select('id').execute()).toEqual([])
    const again = accepted(await previewIncident(deps, ctx(), { do: 'open', command }))
    expect(again.reach.total).toBe(1)
  })

  test('reaches also one who has unsubscribed as a reader', async () => {
    const { deps, ctx, ...dispatch } = await open()
    await dispatch.followByMail(RITA, { type: 'all' }, { state: 'off', off_reason: 'unsubscribed' })
    const { message } = accepted(await previewIncident(deps, ctx(), { do: 'open', command }))
    accepted(await sendPreview({ ...ctx(), actor: LEE }, RITA, message))
    await dispatch.deliver()
    expect(dispatch.mail.to(RITA)).toHaveLength(1)
  })

  test('does not exist where nobody is told', async () => {
    const { deps, ctx } = await open()
    const silent = accepted(await previewIncident(deps, ctx(), { do: 'open', command: { ...command, notify: false } }))
    expect(refused(await sendPreview(ctx(), RITA, silent.message)).code).toBe('nothing_to_send')
  })
})

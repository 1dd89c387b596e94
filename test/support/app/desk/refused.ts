import type { Answer, RefusingDesk } from './refusals.ts'

const OPEN = {
  title: 'Calls fail',
  body: 'Calls fail. We look into it.',
  'impact.voice': 'major_outage',
  priority: 'P2',
}
const BODY = { body: 'News.' }

/** The code of each refusal, and what is done at the desk that is refused with it: about incidents, and at the desk itself. */
export const REFUSED: [code: string, act: (desk: RefusingDesk) => Promise<Answer>][] = [
  ['invalid', (d) => d.compose(null, { ...OPEN, title: '', body: ' ', priority: 'P9', startedAt: 'noon' })],
  ['invalid', (d) => d.compose(null, { ...OPEN, title: 'x'.repeat(300), relatedTo: 'nothingthere' })],
  ['invalid', (d) => d.compose(null, { ...OPEN, relatedTo: 'nothing' })],
  ['invalid', (d) => d.compose(null, { ...OPEN, 'impact.nowhere': 'major_outage', 'impact.never': 'major_outage' })],
  ['invalid', (d) => d.compose(null, { ...OPEN, 'impact.voice': '', priority: 'P1G' })],
  ['invalid', (d) => d.compose(null, { ...OPEN, priority: 'P3' })],
  ['invalid', (d) => d.compose(null, { ...OPEN, openedAt: '2026-11-12T10:00', startedAt: '2026-11-12T11:00' })],
  ['invalid', (d) => d.compose(null, { ...OPEN, resolvedAt: '2026-11-10T04:00' })],
  ['invalid', (d) => d.compose(null, { ...OPEN, phase: 'resolved', resolvedAt: '2026-11-09T04:00' })],
  ['invalid', (d) => d.compose(null, { ...OPEN, holdUntil: '2026-11-11T04:00' })],
  ['invalid', (d) => d.compose(null, { ...OPEN, holdUntil: '2099-11-11T04:00', etr: '2126-11-11T04:00' })],
  ['invalid', (d) => d.compose(null, { ...OPEN, nextUpdateBy: '2026-11-15T04:00' })],
  ['invalid', (d) => d.compose(null, { ...OPEN, body: 'It will work by {eta}.' })],
  [
    'invalid',
    async (d) => {
      await d.app.call('PATCH /platforms/voice', { as: 'admin', body: { archived: true } })
      return d.compose(null, OPEN)
    },
  ],
  ['confirmation_needed', (d) => d.compose(null, { ...OPEN, startedAt: '2026-01-01T00:00' })],
  ['p1g_designation', (d) => d.compose(null, { ...OPEN, priority: 'P1G' }, 'post', 'agent')],
  ['case_transition', async (d) => d.compose(await d.open(), { ...BODY, caseStatus: 'customer_reopened' })],
  ['invalid', async (d) => d.compose(await d.open(), { ...BODY, caseStatus: 'on_hold' })],
  ['invalid', async (d) => d.compose(await d.open(), { ...BODY, caseStatus: 'duplicate' })],
  [
    'invalid',
    async (d) => d.compose(await d.open(), { ...BODY, caseStatus: 'shipping', holdUntil: '2026-11-11T04:00' }),
  ],
  ['invalid', async (d) => d.compose(await d.open(), { ...BODY, caseStatus: 'closed', phase: 'monitoring' })],
  ['invalid', async (d) => d.compose(await d.open(), { ...BODY, caseStatus: 'closed', duplicateOf: await d.open() })],
  ['invalid', async (d) => d.compose(await d.open(), { ...BODY, duplicateOf: 'nothingthere' })],
  [
    'invalid',
    async (d) =>
      d.compose(await d.open({ priority: 'P1G' }), { ...BODY, duplicateOf: await d.open({ priority: 'P2' }) }),
  ],
  [
    'invalid',
    async (d) => {
      const [master, twin] = [await d.open({ title: 'No dial tone' }), await d.open()]
      await d.update(twin, { caseStatus: 'duplicate', duplicateOf: master })
      return d.compose(await d.open(), { ...BODY, duplicateOf: twin })
    },
  ],
  ['invalid', async (d) => d.compose(await d.open({ priority: 'P1G' }), { ...BODY, nextUpdateBy: '2026-11-10T09:00' })],
  ['invalid', async (d) => d.compose(await d.open(), { ...BODY, etr: '2026-11-10T04:00' })],
  ['invalid', async (d) => d.compose(await d.open(), { ...BODY, phase: 'resolved', resolvedAt: '2026-11-09T04:00' })],
  ['confirmation_needed', async (d) => d.compose(await d.open(), { ...BODY, caseStatus: 'closed_no_response' })],
  [
    'incident_resolved',
    async (d) => {
      const id = await d.open()
      await d.resolve(id)
      return d.compose(id, BODY)
    },
  ],
  ['invalid', async (d) => d.compose(await d.open(), { ...BODY, base: '99' })],
  ['posted_meanwhile', async (d) => d.compose(await updated(d), { ...BODY, base: '0' })],
  ['draft_newer', async (d) => d.compose(null, await kept(d), 'check')],
  ['draft_role', async (d) => d.compose(null, await kept(d), 'discard', 'agent')],
  ['draft_of_another', async (d) => d.compose(await d.open(), await kept(d))],
  ['draft_gone', async (d) => d.compose(null, { ...(await kept(d, 'discard')), ...OPEN })],
  ['nothing_to_send', async (d) => d.compose(await d.open(), { ...BODY, silent: '1' }, 'send')],
  ['invalid', async (d) => d.compose(null, { ...OPEN, body: 'x'.repeat(120_000) }, 'check')],
  ['corrected_meanwhile', async (d) => d.amend(...(await firstText(d)), { ...BODY, 'was.seen': 'another' })],
  ['invalid', async (d) => d.amend(...(await firstText(d)), { body: '' })],
  ['incident_open', async (d) => d.amend(await d.open(), 'times', { resolvedAt: '2026-11-10T04:50', reason: 'Log.' })],
  ['invalid', async (d) => d.amend(await updated(d), 'times', { openedAt: '2026-11-10T05:30', startedAt: 'noon' })],
  ['invalid', async (d) => d.amend(await updated(d), 'times', { openedAt: '2026-11-10T05:30' })],
  ['invalid', async (d) => d.amend(await updated(d), 'times', { startedAt: '2026-11-12T05:30', reason: 'Log.' })],
  [
    'confirmation_needed',
    async (d) => d.amend(await d.open(), 'times', { startedAt: '2026-01-01T00:00', reason: 'Log.' }),
  ],
  ['invalid', async (d) => d.amend(await d.open(), 'priority', { priority: 'P1' })],
  ['invalid', async (d) => d.amend(await d.open(), 'priority', { priority: 'P4', reason: 'One user.' })],
  ['p1g_designation', async (d) => d.amend(await d.open(), 'priority', { priority: 'P1G', reason: 'Many.' }, 'agent')],
  [
    'incident_resolved',
    async (d) => {
      const id = await d.open()
      await d.resolve(id)
      return d.amend(id, 'priority', { priority: 'P1G', reason: 'Many.' })
    },
  ],
  ['incident_open', async (d) => d.amend(await d.open(), 'reopen', BODY)],
  ['incident_open', async (d) => d.amend(await d.open(), 'report', BODY)],
  ['incident_duplicate', async (d) => d.amend(await twin(d), 'report', BODY)],
  ['incident_duplicate', async (d) => d.amend(await twin(d), 'reopen', BODY)],
  ['reopen_too_late', async (d) => d.amend(await closed(d, 200), 'reopen', BODY)],
  ['platform_archived', async (d) => d.amend(await closed(d, 1, true), 'reopen', BODY)],
  ['invalid', async (d) => d.amend(await closed(d, 1), 'reopen', { ...BODY, phase: 'resolved' })],
  ['invalid', async (d) => d.amend(await closed(d, 1), 'reopen', { ...BODY, nextUpdateBy: '2026-12-24T12:00' })],
  ['incident_resolved', async (d) => d.amend(await closed(d, 1), 'contacts', { what: 'asked' })],
  ['incident_resolved', async (d) => d.amend(await twin(d), 'contacts', { what: 'asked' })],
  ['incident_resolved', async (d) => d.compose(await twin(d), BODY)],
  ['promise_kept', async (d) => d.send('/staff/acknowledge/', [['promise', await keptPromise(d)]])],
  ['token_name_taken', async (d) => d.send('/staff/tokens/', [['name', 'agent']])],
  ['invalid', async (d) => d.send('/staff/tokens/', [['name', '']])],
  [
    'invalid',
    async (d) =>
      d.send('/staff/people/', [
        ['name', 'x'],
        ['email', 'no address'],
        ['role', 'king'],
      ]),
  ],
  [
    'invalid',
    async (d) =>
      d.send('/staff/account/password/', [
        ['old', 'wrong'],
        ['password', 'short'],
      ]),
  ],
  [
    'invalid',
    async (d) =>
      d.send('/staff/account/password/', [
        ['old', 'wrong'],
        ['password', 'four words and more'],
      ]),
  ],
  [
    'invalid',
    async (d) =>
      d.send('/staff/sign-in/', [
        ['email', ''],
        ['password', ''],
      ]),
  ],
  [
    'wrong_password',
    async (d) =>
      d.send('/staff/sign-in/', [
        ['email', 'rosa@desk.example'],
        ['password', 'wrong'],
      ]),
  ],
  [
    'invalid',
    async (d) =>
      d.send('/staff/templates/new/', [
        ['name', ''],
        ['body', '{platform} fails.'],
        ['platforms', 'nowhere'],
      ]),
  ],
  [
    'own_account',
    async (d) => {
      const me = await d.enter('admin')
      return d.send(`/staff/people/${me.id}/`, [['do', 'disable']], me)
    },
  ],
  [
    'person_disabled',
    async (d) => {
      const { id } = await d.enter('agent')
      await d.send(`/staff/people/${id}/`, [['do', 'disable']])
      return d.send(`/staff/people/${id}/`, [['do', 'reset']])
    },
  ],
  [
    'template_name_taken',
    async (d) => {
      const template: [string, string][] = [
        ['name', 'Calls drop'],
        ['phase', 'identified'],
        ['body', 'Calls drop.'],
      ]
      await d.send('/staff/templates/new/', template)
      return d.send('/staff/templates/new/', template)
    },
  ],
  [
    'too_many_requests',
    async (d) => {
      const me = await d.enter('agent')
      const wrong = () =>
        d.send(
          '/staff/account/password/',
          [
            ['old', 'wrong'],
            ['password', 'another four words'],
          ],
          me,
        )
      for (let n = 0; n < 10; n++) await wrong()
      return wrong()
    },
  ],
]
const twin = async (d: RefusingDesk) => {
  const [master, id] = [await d.open({ title: 'No dial tone' }), await d.open()]
  await d.update(id, { caseStatus: 'duplicate', duplicateOf: master })
  return id
}
const closed = async (d: RefusingDesk, hours: number, archived = false) => {
  const id = await d.open()
  await d.resolve(id)
  d.later(hours)
  if (archived) await d.app.call('PATCH /platforms/voice', { as: 'admin', body: { archived } })
  return id
}
/** An hour old, with a second update. */
const updated = async (d: RefusingDesk) => {
  const id = await d.open()
  d.later(1)
  await d.update(id, {})
  return id
}
/** The fields of a draft that was saved twice, for the first save once more. */
const kept = async (d: RefusingDesk, button = 'check') => {
  const first = await d.compose(null, OPEN, 'check')
  const { id = '' } = (first.view as { draft: { id: string } } | null)?.draft ?? {}
  const draft = { draft: id, revision: '1' }
  await d.compose(null, { ...OPEN, ...draft, title: 'Calls drop' }, button)
  return { ...draft, ...OPEN, title: 'Calls stutter' }
}
const firstText = async (d: RefusingDesk): Promise<[string, string]> => {
  const id = await d.open()
  return [id, `updates/${(await d.app.call(`GET /incidents/${id}`)).json.updates[0].id}`]
}
const keptPromise = async (d: RefusingDesk) => {
  const id = await d.open()
  const [{ promiseId }] = (await d.app.call('GET /worklist', { as: 'agent' })).json.items
  d.later(0.1)
  await d.update(id, {})
  return promiseId as string
}

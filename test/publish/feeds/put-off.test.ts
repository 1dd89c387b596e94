import { expect, test } from 'vitest'
import type { Db } from '../../../db/schema/index.ts'
import { changeIncident } from '../../../server/actions/incident/change-incident.ts'
import { postUpdate } from '../../../server/actions/incident/post-update.ts'
import { publishPostmortem } from '../../../server/actions/incident/publish-postmortem.ts'
import { reopenIncident } from '../../../server/actions/incident/reopen-incident.ts'
import { composeEmail } from '../../../server/channels/email/compose.ts'
import { notificationFor } from '../../../server/channels/webpush/notification.ts'
import { actionContext, news, notices, opened, p1g } from '../../support/app/actions.ts'
import { REPORTING_PLAN } from '../../support/app/plans.ts'
import { hours, START } from '../../support/clock.ts'
import { sqliteInMemory } from '../../support/database.ts'
import { ALICES_INBOX, job, SITE } from '../../support/dispatch/notices.ts'
import { LEE } from '../../support/people.ts'
import { publishedSite } from '../../support/publish/published.ts'
import { closeTestPublishers } from '../../support/publish/publisher.ts'
import { accepted } from '../../support/result.ts'

closeTestPublishers()

const at = (hour: number) => ({ ...actionContext(db, LEE, START + hours(hour)), plan: REPORTING_PLAN })
let db: Db

/** A master case that was resolved, and promised its report by 17 November. */
async function promised() {
  const published = await publishedSite((await sqliteInMemory()).db, REPORTING_PLAN)
  db = published.db
  const id = await opened(at(0), p1g())
  accepted(await postUpdate(at(1), id, news('Over.', { phase: 'resolved' })))
  return { ...published, id }
}
const reopen = async (id: string, hour = 3) =>
  accepted(await reopenIncident(at(hour), id, { body: 'Back.', notify: true }))
const notice = async () => (await notices(db)).find(({ about }) => about === 'reopened')

test('one that is reopened says, wherever it is told, that the report follows the next resolution', async () => {
  const { id, at: publishAt, page, site } = await promised()
  await reopen(id)
  await publishAt(START + hours(3))
  const said = /The report on the cause, promised by Tue 17 Nov 2026, 09:00 MST, now follows the next resolution/
  expect(page(`incidents/${id}/`)).toMatch(
    /Back\. The report on the cause, promised by .*17 Nov.* MST , now follows the next resolution/,
  )
  for (const file of ['updates.json', 'history.rss', `incidents/${id}/history.atom`])
    expect(site.file(file)?.match(new RegExp(said, 'g'))).toHaveLength(1)
  const told = (await notice()) ?? never()
  const mail = composeEmail(job(told), SITE)
  for (const text of [mail.text, mail.html])
    expect(text).toMatch(/The report on the cause, promised by Tue 17 Nov 2026, 11:00 EST .*, now follows the next/)
  const { payload } = notificationFor(told, ALICES_INBOX, SITE)
  expect(JSON.parse(payload).notification.body).toContain('\nReport on the cause: after the next resolution')
})

test('and in the language of its reader', async () => {
  const { id } = await promised()
  await reopen(id)
  const told = (await notice()) ?? never()
  const said = (locale: string) => composeEmail(job(told, { receiver: { ...ALICES_INBOX, locale } }), SITE).text
  expect(said('pt')).toMatch(/O relatório sobre a causa \(prometido até .*\) virá agora depois da próxima resolução/)
  expect(said('es')).toMatch(/El informe sobre la causa \(prometido, .*\) llegará ahora después de la próxima/)
})

test('what was said stays in the timeline when the report is out, and is said of no other update', async () => {
  const { id, at: publishAt, page } = await promised()
  await reopen(id)
  accepted(await postUpdate(at(4), id, news('Over again.', { phase: 'resolved' })))
  accepted(await publishPostmortem(at(5), id, { body: 'A card broke.', notify: true }))
  await publishAt(START + hours(5))
  expect(page(`incidents/${id}/`).match(/now follows the next resolution/g)).toHaveLength(1)
})

test('nothing is said of a report that is out, nor where the next resolution promises none', async () => {
  const out = await promised()
  accepted(await publishPostmortem(at(2), out.id, { body: 'A card broke.', notify: true }))
  await reopen(out.id)
  expect(await notice()).not.toHaveProperty('reportWasDueAt')
  await out.at(START + hours(3))
  expect(out.page(`incidents/${out.id}/`)).not.toContain('next resolution')
  const lower = await promised()
  accepted(await changeIncident(at(2), lower.id, { priority: 'P2', reason: 'Seen again.' }))
  await reopen(lower.id)
  expect(await notice()).not.toHaveProperty('reportWasDueAt')
  await lower.at(START + hours(3))
  expect(lower.page(`incidents/${lower.id}/`)).not.toContain('next resolution')
})

function never(): never {
  throw new Error('it was reopened')
}

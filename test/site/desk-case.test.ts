import { expect, test } from 'vitest'
import { HOUR } from '../../server/domain/vocabulary.ts'
import { signedIn } from '../support/app/signed-in.ts'
import { form, outage, testApp } from '../support/app/test-app.ts'
import { sqliteInMemory } from '../support/database.ts'
import { headerPolicy, render, texts } from '../support/site/pages.ts'

async function start() {
  const { db } = await sqliteInMemory()
  const app = await testApp(db, { renderer: { render, headerPolicy } })
  const open = async (title: string) =>
    (await app.call('POST /incidents', { as: 'lead', body: outage({ title }) })).json.id as string
  const lead = await signedIn(db, 'lead', app.clock.now, 'Dana Reyes')
  return { app, open, lead }
}

test('every page of the desk about a duplicate leads to the case in which it goes on', async () => {
  const { app, open, lead } = await start()
  const [master, twin] = [await open('Calls <all> fail'), await open('No calls')]
  await app.call(`POST /incidents/${twin}/updates`, {
    as: 'lead',
    body: { body: 'It is the same.', duplicateOf: master },
  })
  for (const page of ['', 'contacts/', 'reopen/']) {
    const { text } = await app.call(`GET //staff/incidents/${twin}/${page}`, { headers: lead.headers })
    const notice = /<p class="notice">(?:(?!<\/p>).)*closed as a duplicate.*?<\/p>/s.exec(text)?.[0] ?? ''
    expect(texts(notice, 'p')).toEqual([
      'This one was closed as a duplicate and takes no more updates: it goes on in “Calls &lt;all&gt; fail”.',
    ])
    expect(notice).toContain(`<a href="/staff/incidents/${master}/"`)
  }
})

test('times that are put right say in words what becomes of promises, before they are sent', async () => {
  const { app, open, lead } = await start()
  const id = await open('Calls fail')
  app.clock.now += 2 * HOUR
  const says = async (typed: Record<string, string>) => {
    const sent = form([...Object.entries(typed), ['do', 'look']])
    const headers = { ...lead.headers, ...sent.headers }
    return (await app.call(`POST //staff/incidents/${id}/times/`, { ...sent, headers })).text
  }
  const reason = 'The call came in before.'
  const moved = texts(await says({ openedAt: '2026-11-10T04:33', reason }), 'li')
  expect(moved).toContain('First response by 05:15 MST: in time → by 04:48 MST: 12 min late')
  expect(moved).toContain('First response after: less than a minute → 27 min')
  const same = await says({ startedAt: '2026-11-10T04:40', reason })
  expect(texts(same, 'p')).toContain('The public record of its promises stays as it is.')
})

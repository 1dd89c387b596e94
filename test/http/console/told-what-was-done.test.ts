import { expect, test } from 'vitest'
import { deskBrowser, employ } from '../../support/app/desk/in-browser.ts'
import { testApp } from '../../support/app/test-app.ts'
import { onEachDatabase } from '../../support/database.ts'

interface Act {
  path: string
  fields: Record<string, string>
  says: RegExp
  kind: 'console/people' | 'console/tokens' | 'console/templates' | 'console/entry/sign-in'
  back?: string
}

const TEMPLATE = { name: 'Outage', phase: 'investigating', body: 'Calls fail.' }
const people = { path: '/staff/people/ROSA/', kind: 'console/people' } as const
const templates = { kind: 'console/templates', path: '/staff/templates/TEMPLATE/' } as const

/** In one order: what takes back follows what it takes back. */
const ACTS: Act[] = [
  {
    ...people,
    fields: { do: 'role', role: 'lead' },
    says: /^The role of Rosa is “Lead” now\. This token is revoked with it: bridge\.$/,
  },
  { ...people, fields: { do: 'sign-out' }, says: /^Rosa is signed out everywhere\.$/ },
  { ...people, fields: { do: 'disable' }, says: /^Rosa is disabled, .* revoked with it: desk\.$/, back: 'enable' },
  { ...people, fields: { do: 'enable' }, says: /^Rosa is enabled\./ },
  { path: '/staff/tokens/TOKEN/', kind: 'console/tokens', fields: {}, says: /^The token “monitoring” is revoked/ },
  { ...templates, fields: { ...TEMPLATE, do: 'do', name: 'Outage of calls' }, says: /“Outage of calls” is saved/ },
  { ...templates, fields: { do: 'remove' }, says: /“Outage of calls” is removed/ },
  { path: '/staff/sign-out/', kind: 'console/entry/sign-in', fields: {}, says: /^You are signed out\.$/ },
]

onEachDatabase('the desk', (fresh) => {
  test('says once what was done, with the way back where there is one', async () => {
    const app = await testApp((await fresh()).db)
    await employ(app, 'Ada', 'admin')
    const rosa = await employ(app, 'Rosa', 'admin')
    const [ada, theirs] = [deskBrowser(app), deskBrowser(app)]
    await ada.signIn('ada@desk.example')
    await theirs.signIn('rosa@desk.example')
    await theirs.send('/staff/tokens/', { name: 'bridge', role: 'admin', days: '30' })
    await theirs.send('/staff/tokens/', { name: 'desk', role: 'agent', days: '30' })
    await ada.send('/staff/tokens/', { name: 'monitoring', role: 'reporter', days: '30' })
    const made = await ada.send('/staff/templates/new/', { ...TEMPLATE, do: 'do' })
    const list = (await ada.open(made.location ?? '')).view('console/templates')
    expect(list.flash).toEqual({ says: 'The template “Outage” is made.', back: null })
    const tokens = (await ada.open('/staff/tokens/')).view('console/tokens').tokens
    const ids: Record<string, string> = {
      ROSA: rosa,
      TOKEN: tokens.find(({ name }) => name === 'monitoring')?.id ?? '',
      TEMPLATE: list.templates.find(({ name }) => name === 'Outage')?.id ?? '',
    }
    for (const { path, fields, says, kind, back } of ACTS) {
      const done = await ada.send(
        path.replace(/[A-Z]+/, (name) => ids[name] ?? name),
        fields,
      )
      const { flash } = (await ada.open(done.location ?? '')).view(kind)
      expect(flash?.says).toMatch(says)
      expect(flash?.back?.value).toBe(back)
      expect((await ada.open(done.location ?? '')).view(kind).flash).toBe(undefined)
    }
  })
})

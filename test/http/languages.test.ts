import { expect, test } from 'vitest'
import { MINUTE } from '../../server/domain/vocabulary.ts'
import { contactToken, manageToken, unsubscribeToken } from '../../server/lib/links.ts'
import { feedLinks } from '../../server/publish/feeds/feeds.ts'
import { dictionary, type Locale } from '../../src/i18n/index.ts'
import type { ContactView, PageContext } from '../../src/views.ts'
import { linkIn, mailsOf } from '../support/app/mails.ts'
import { confirmationMails, newestLink, pushSubscription } from '../support/app/subscribers.ts'
import { form, type TestApp, testApp, viewOf } from '../support/app/test-app.ts'
import { onEachDatabase } from '../support/database.ts'
import { addContact, addOrganisation } from '../support/organisations/organisations.ts'
import { ALICE } from '../support/people.ts'

const SPOKEN = ['en', 'pt', 'es'] as const

onEachDatabase('where pages speak several languages', (fresh) => {
  /** Pages say which language they were made in. `heard`: the browser's wish. */
  async function speaking(languages: readonly Locale[] = SPOKEN, heard = 'es') {
    const app = await testApp((await fresh()).db)
    const { deps } = app
    const renderer: typeof deps.renderer = {
      ...deps.renderer,
      render: async (context: PageContext) => {
        const links = context.feeds.map(({ title, href }) => `<link title="${title}" href="${href}">`)
        return `<html lang="${context.site.locale}">${links.join('')}${await deps.renderer.render(context)}`
      },
    }
    const site = { ...deps.site, locale: languages[0] ?? 'en', languages }
    const { call } = app.another(app.db, { site, renderer, feeds: feedLinks })
    const open = async (line: string, more: Parameters<typeof call>[1] = {}, wish = heard) => {
      const headers = { accept: 'text/html', 'accept-language': wish, ...more.headers }
      const answer = await call(line, { ...more, headers })
      return { ...answer, language: /<html lang="(\w+)">/.exec(answer.text)?.[1] }
    }
    return { app: { ...app, call } as TestApp, open }
  }
  type Speaking = Awaited<ReturnType<typeof speaking>>

  /** Alice subscribes by the page in Portuguese, with a browser that likes Spanish best. */
  const asks = ({ open }: Speaking, fields: Record<string, string> = {}, headers: Record<string, string> = {}) => {
    const { raw, headers: own } = form(Object.entries({ email: ALICE, scope: 'all', locale: 'pt', ...fields }))
    return open('POST //subscribe/', { raw, headers: { ...own, ...headers } })
  }
  async function alice() {
    const speaks = await speaking()
    await asks(speaks)
    const confirm = await newestLink(speaks.app)
    await speaks.app.call(`POST ${confirm}`)
    const id = (await confirmationMails(speaks.app)).at(-1)?.subscriberId ?? ''
    const { linkSecret } = speaks.app.deps
    const manage = `//manage/${manageToken(linkSecret, { id, linkGeneration: 0 })}`
    return { ...speaks, id, confirm, manage, stop: `//unsubscribe/${unsubscribeToken(linkSecret, id)}` }
  }
  const localeOf = async ({ db }: TestApp, id: string) =>
    (await db.selectFrom('subscribers').select('locale').where('id', '=', id).executeTakeFirstOrThrow()).locale

  test('whoever subscribes on a page is answered in its language from the first page on, and told in it', async () => {
    const speaks = await speaking()
    const { status, headers } = await asks(speaks)
    expect(status).toBe(303)
    const next = await speaks.open(`GET /${headers.get('location')}`)
    expect([next.status, next.language, viewOf(next)]).toMatchObject([200, 'pt', { state: 'asked' }])
    const [mail] = await confirmationMails(speaks.app)
    expect([mail?.locale, await localeOf(speaks.app, mail?.subscriberId ?? '')]).toEqual(['pt', 'pt'])
    const link = await newestLink(speaks.app)
    expect((await speaks.open(`GET ${link}`)).language).toBe('pt')
  })

  test('so are faults of the form, one that another site sent, and one that nobody should fill', async () => {
    const speaks = await speaking()
    const said = async (...given: [Record<string, string>, Record<string, string>?]) => {
      const { status, language } = await asks(speaks, ...given)
      return [status, language]
    }
    expect(await said({ email: '' })).toEqual([422, 'pt'])
    expect(await said({ scope: 'platform:gone' })).toEqual([422, 'pt'])
    expect(await said({}, { origin: 'https://other.example' })).toEqual([403, 'pt'])
    const { headers } = await asks(speaks, { website: 'x' })
    expect((await speaks.open(`GET /${headers.get('location')}`)).language).toBe('pt')
    // A form that names no language of ours: as the browser likes it.
    expect(await said({ email: '', locale: '' })).toEqual([422, 'es'])
    expect(await said({ email: '', locale: 'fr' })).toEqual([422, 'es'])
  })

  test('the pages of a subscriber are in the language that was chosen, whatever the browser likes', async () => {
    const { app, open, manage, stop } = await alice()
    expect((await open(`GET ${manage}`)).language).toBe('pt')
    expect((await open(`POST ${manage}`, form([['follow', 'nothing']]))).language).toBe('pt')
    expect((await open(`GET ${stop}`)).language).toBe('pt')
    await open(
      `POST ${manage}`,
      form([
        ['action', 'move'],
        ['address', 'alice@new.example'],
      ]),
    )
    const ask = linkIn((await mailsOf(app, 'subscription.moving')).at(-1) as never)
    expect((await open(`GET ${ask}`)).language).toBe('pt')
    expect((await open(`POST ${stop}`)).language).toBe('pt')
    for (const ended of [manage, stop]) expect((await open(`GET ${ended}`)).language).toBe('pt')
    const undo = linkIn((await mailsOf(app, 'subscription.left')).at(-1) as never)
    expect((await open(`GET ${undo}`)).language).toBe('pt')
    expect((await open(`POST ${undo}`)).language).toBe('pt')
    // Which language somebody chose is not told to whoever has no link.
    expect((await open(`GET ${manage}x`)).language).toBe('es')
  })

  test('and so are the feeds that any of these pages links', async () => {
    const { open, confirm, manage, stop } = await alice()
    const words = dictionary('pt').feeds
    for (const path of [confirm, manage, stop, '//pt/nothing', `//contacts/unknown/`]) {
      const { text } = await open(`GET ${path}`, {}, 'pt')
      expect(text).toContain(`title="${words.link(words.allIncidents, 'RSS')}" href="/pt/history.rss"`)
      expect(text).not.toMatch(/href="\/(history|updates|feed)\./)
    }
  })

  test('choosing another one changes the page that follows', async () => {
    const { open, manage } = await alice()
    const wish = form([
      ['follow', 'all'],
      ['kinds', 'incident'],
      ['locale', 'en'],
      ['timeZone', ''],
    ])
    const { status, headers } = await open(`POST ${manage}`, wish)
    expect(status).toBe(303)
    expect((await open(`GET /${headers.get('location')}`)).language).toBe('en')
  })

  test('a contact’s page is in the contact’s language, a customer’s own in the browser’s, the desk’s in the provider’s', async () => {
    const { app, open } = await speaking()
    const acme = await addOrganisation(app.db, 'Acme')
    const id = await addContact(app.db, acme, 'ana@acme.example', { locale: 'pt' })
    const path = `//contacts/${contactToken(app.deps.linkSecret, { id, linkGeneration: 0 })}/`
    expect((await open(`GET ${path}`)).language).toBe('pt')
    expect((await open('GET //organisations/unknown/')).language).toBe('es')
    expect((await open('GET //staff/sign-in/')).language).toBe('en')
    expect((await open('GET //owed/unknown')).language).toBe('en')
  })

  test.each(['pt', 'es'] as const)(
    'a contact reads in its language, %s, what is wrong with what it asks',
    async (locale) => {
      const { app, open } = await speaking()
      const own = { name: 'Ana', locale, purposes: [] }
      const id = await addContact(app.db, await addOrganisation(app.db, 'Acme'), 'ana@acme.example', own)
      const path = `//contacts/${contactToken(app.deps.linkSecret, { id, linkGeneration: 0 })}/`
      const asked = async (changes: Record<string, string>) => {
        const fields = { action: 'ask', entry: id, name: 'Ana', locale, rank: 'primary', timeZone: '', ...changes }
        const { raw, headers } = form(Object.entries(fields))
        const answer = await open(`POST ${path}`, { raw, headers }, 'en')
        return [answer.status, answer.language, (viewOf(answer) as ContactView).faults] as const
      }
      const { fault, nothingAsked } = dictionary(locale).contact
      const wrong = {
        name: '',
        title: 'x'.repeat(200),
        phone: 'call me',
        timeZone: 'Mars/Base',
        message: 'x'.repeat(2000),
      }
      for (const [field, value] of Object.entries(wrong) as [keyof typeof wrong, string][])
        expect(await asked({ [field]: value })).toEqual([422, locale, [{ field, says: fault[field] }]])
      expect(await asked({ locale: 'none' })).toEqual([422, locale, [{ field: 'locale', says: fault.choice }]])
      expect(await asked({ entry: 'another' })).toEqual([
        422,
        locale,
        [{ field: null, says: dictionary(locale).form.fault.action }],
      ])
      expect(await asked({})).toEqual([422, locale, [{ field: 'message', says: nothingAsked }]])
    },
  )

  test('where the site speaks a contact’s language no more, it reads as its browser likes, or the first one', async () => {
    const { app, open } = await speaking(['en', 'es'])
    const id = await addContact(app.db, await addOrganisation(app.db, 'Acme'), 'ana@acme.example', { locale: 'pt' })
    const path = `//contacts/${contactToken(app.deps.linkSecret, { id, linkGeneration: 0 })}/`
    expect((await open(`GET ${path}`)).language).toBe('es')
    expect((await open(`GET ${path}`, {}, 'fr')).language).toBe('en')
  })

  test('a browser that moved is told in the language of before', async () => {
    const { app } = await speaking()
    const body = { channel: 'webpush', subscription: pushSubscription(), scope: { type: 'all' }, locale: 'pt' }
    const { token } = (await app.call('POST /subscriptions', { body })).json
    const moved = await app.call(`PATCH /subscriptions/${token}`, { body: { subscription: pushSubscription() } })
    expect([moved.status, moved.json.locale]).toEqual([200, 'pt'])
  })

  test.each([
    ['pt-BR, es;q=0.5', 'pt'],
    ['PT', 'pt'],
    ['es;q=0.5, pt;q=0.8', 'pt'],
    ['fr, de;q=0.9, es;q=0.1', 'es'],
    ['pt;q=0', 'en'],
    ['*', 'en'],
    ['', 'en'],
    [';;,,=;q=q, "', 'en'],
    ['__proto__, constructor', 'en'],
    [`${'x-unknown;q=0.9,'.repeat(600)}pt`, 'en'],
    ['"'.repeat(10_000), 'en'],
    [`pt;q=${'9'.repeat(10_000)}`, 'pt'],
  ])('an error is told as the browser likes it best of what the site speaks: %s', async (liked, language) => {
    const { open } = await speaking()
    const answer = await open('GET //nowhere/', {}, liked)
    expect([answer.status, answer.language]).toEqual([404, language])
  })

  test('only in languages of the site, the first of them where it speaks no better', async () => {
    const { open } = await speaking(['pt', 'es'])
    expect((await open('GET //nowhere/', {}, 'en')).language).toBe('pt')
    expect((await open('GET //nowhere/', {}, 'en, es;q=0.1')).language).toBe('es')
  })

  test('below the address of a language an error is in that language, also in plain words', async () => {
    const { app, open } = await speaking()
    expect((await open('GET //pt/nothing')).language).toBe('pt')
    expect((await open('GET //es/incidents/none/', {}, 'pt')).language).toBe('es')
    expect((await open('GET //fr/nothing', {}, 'pt')).language).toBe('pt')
    app.clock.now += MINUTE
    app.standIns.cannotRender = true
    expect((await open('GET //pt/other')).text).toBe(dictionary('pt').error.plain[404])
  })
})

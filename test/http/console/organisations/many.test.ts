import { expect, test } from 'vitest'
import { searchable } from '../../../../server/lib/text.ts'
import { signedIn } from '../../../support/app/signed-in.ts'
import { NOON, testApp } from '../../../support/app/test-app.ts'
import { onEachDatabase } from '../../../support/database.ts'
import { addContact, addOrganisation } from '../../../support/organisations/organisations.ts'
import { organisation } from '../../../support/organisations/rows.ts'
import { headerPolicy, render } from '../../../support/site/pages.ts'

onEachDatabase('the pages of organisations, as a browser gets them', (fresh) => {
  async function start() {
    const app = await testApp((await fresh()).db, { renderer: { render, headerPolicy } })
    const { headers } = await signedIn(app.db, 'agent', NOON)
    const html = async (path: string) => (await app.call(`GET /${path}`, { headers })).text
    return { app, html }
  }

  test('show 10,000 of them fifty at a time, each once, in little', async () => {
    const { app, html } = await start()
    const rows = Array.from({ length: 10_000 }, (_, nth) => {
      const name = `Customer ${String(nth).padStart(5, '0')} ${'ß'.repeat(140)}`
      return {
        ...organisation,
        id: `o${String(nth).padStart(11, '0')}`,
        name,
        customer_number: `${nth}`,
        search: searchable(name),
      }
    })
    for (let from = 0; from < rows.length; from += 1000)
      await app.db
        .insertInto('organisations')
        .values(rows.slice(from, from + 1000))
        .execute()
    const seen: string[] = []
    let path = '/staff/organisations/'
    for (let page = 0; page < 3; page++) {
      const text = await html(path)
      expect(Buffer.byteLength(text)).toBeLessThan(120_000)
      seen.push(...[...text.matchAll(/>Customer (\d{5}) /g)].map(([, number = '']) => number))
      path = (/href="([^"]*after=[^"]*)"/.exec(text)?.[1] ?? '').replaceAll('&amp;', '&').replaceAll('&#38;', '&')
    }
    expect(seen).toEqual(Array.from({ length: 150 }, (_, nth) => String(nth).padStart(5, '0')))
    const found = await html('/staff/organisations/?q=customer+09999')
    expect([found.match(/>Customer \d{5} /g), found.includes('after=')]).toEqual([['>Customer 09999 '], false])
  })

  test('take every name for a text, whatever is in it', async () => {
    const { app, html } = await start()
    const hostile = '"><img src=x onerror=alert(1)>'
    const acme = await addOrganisation(app.db, hostile)
    await addContact(app.db, acme, 'a+b@customer.example', { name: hostile, title: hostile, phone: '+1 (303) 555 x12' })
    await app.db.updateTable('subscribers').set({ state: 'off', off_reason: hostile }).execute()
    for (const path of ['', `?q=${encodeURIComponent(hostile)}`, `${acme}/`]) {
      const text = await html(`/staff/organisations/${path}`)
      const outside = text.replaceAll(/="[^"]*"/g, '')
      expect([path, text.includes('onerror'), outside.includes('<img')]).toEqual([path, true, false])
    }
    const text = await html(`/staff/organisations/${acme}/`)
    for (const href of ['mailto:a%2Bb@customer.example', 'tel:+1303555;ext=12'])
      expect([href, text.includes(`href="${href}"`)]).toEqual([href, true])
    // Nobody is shown a button that refuses.
    expect(text.includes('action="/staff/organisations/')).toBe(false)
  })
})

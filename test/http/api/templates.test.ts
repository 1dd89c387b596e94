import { expect, test } from 'vitest'
import { nightWork } from '../../support/app/maintenance-api.ts'
import { outage, testApp } from '../../support/app/test-app.ts'
import { onEachDatabase } from '../../support/database.ts'

const known = { name: 'The cause is known', phase: 'identified', body: 'We expect {platforms} to work by {eta}.' }

onEachDatabase('templates over HTTP', (fresh) => {
  test('are read by the desk, and written by leads', async () => {
    const { call } = await testApp((await fresh()).db)
    const added = await call('POST /templates', { as: 'lead', body: known })
    const { id } = added.json
    expect([added.status, added.json]).toEqual([201, { id, ...known, platforms: [], title: null }])
    const changed = await call(`PATCH /templates/${id}`, {
      as: 'lead',
      body: { platforms: ['voice'], title: 'No {platforms}' },
    })
    expect(changed.json).toEqual({ id, ...known, platforms: ['voice'], title: 'No {platforms}' })
    expect((await call('GET /templates', { as: 'agent' })).json).toEqual({ items: [changed.json], next: null })
    expect((await call(`DELETE /templates/${id}`, { as: 'lead' })).status).toBe(204)
    expect((await call(`DELETE /templates/${id}`, { as: 'lead' })).status).toBe(404)
    expect((await call('GET /templates', { as: 'agent' })).json.items).toEqual([])
  })

  test('a second try with the same key makes one', async () => {
    const { call } = await testApp((await fresh()).db)
    const request = { as: 'lead', body: known, headers: { 'idempotency-key': 'k' } } as const
    const [first, second] = [await call('POST /templates', request), await call('POST /templates', request)]
    expect([second.status, second.json]).toEqual([201, first.json])
  })

  test('words in braces that nothing is put in for are refused by name', async () => {
    const { call } = await testApp((await fresh()).db)
    const body = { ...known, title: 'At {platform}', body: 'By {eta} or {estimate}' }
    const { status, json } = await call('POST /templates', { as: 'lead', body })
    expect(status).toBe(422)
    expect(json.errors).toMatchObject([
      { pointer: '/title', detail: expect.stringContaining('{platform}') },
      { pointer: '/body', detail: expect.stringContaining('{estimate}') },
    ])
  })

  test('a text that still has a placeholder reaches no reader, wherever it is written', async () => {
    const { call } = await testApp((await fresh()).db)
    const { id } = (await call('POST /incidents', { as: 'agent', body: outage() })).json
    const forgotten = 'Solved by { ETA }.'
    const tries: [string, Record<string, unknown>, string][] = [
      ['POST /incidents', outage({ title: 'No {platforms}' }), '/title'],
      ['POST /incidents', outage({ update: { body: forgotten } }), '/update/body'],
      [`POST /incidents/${id}/updates`, { body: forgotten }, '/body'],
      [`POST /incidents/${id}/updates`, { body: 'x', reason: 'Case {case}' }, '/reason'],
      [
        `POST /incidents/${id}/updates`,
        { body: 'x', translations: { pt: { body: forgotten } } },
        '/translations/pt/body',
      ],
      [`PATCH /incidents/${id}/updates/aaaaaaaaaaaa`, { body: forgotten }, '/body'],
      [`PATCH /incidents/${id}`, { title: '{case}' }, '/title'],
      [`PUT /incidents/${id}/postmortem`, { body: forgotten }, '/body'],
      ['POST /maintenances', nightWork({ description: forgotten }), '/description'],
      ['POST /maintenances', nightWork({ title: '{platforms}' }), '/title'],
    ]
    for (const [line, body, pointer] of tries) {
      const { status, json } = await call(line, { as: 'agent', body })
      expect([line, status]).toEqual([line, 422])
      expect(json.errors).toContainEqual({ pointer, detail: expect.stringMatching(/still has \{\w+\} of a template/) })
    }
    const html = await call(`POST /incidents/${id}/updates`, { as: 'agent', body: { body: 'Set `{timeout}` to 5 s.' } })
    expect(html.status).toBe(201)
  })
})

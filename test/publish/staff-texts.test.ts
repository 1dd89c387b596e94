import { expect, test } from 'vitest'
import { correctUpdate } from '../../server/actions/incident/correct/correct-update.ts'
import { postUpdate } from '../../server/actions/incident/post-update.ts'
import { LOCALES } from '../../src/i18n/index.ts'
import { actionContext, addPlatforms, news, opened, p1g } from '../support/app/actions.ts'
import { hours, manualClock, START } from '../support/clock.ts'
import { onEachDatabase } from '../support/database.ts'
import { ROSA } from '../support/people.ts'
import { closeTestPublishers, testPublisher } from '../support/publish/publisher.ts'
import { SITE } from '../support/publish/site.ts'
import { accepted } from '../support/result.ts'

closeTestPublishers()

onEachDatabase('what staff wrote', (fresh) => {
  async function published() {
    const { db } = await fresh()
    await addPlatforms(db, 'trunks')
    const clock = manualClock()
    const site = await testPublisher(db, { clock, site: async () => ({ ...SITE, languages: LOCALES }) })
    const publish = async () => {
      await site.publisher.publish()
      await site.publisher.settled()
    }
    return { db, file: (path: string) => site.file(path) ?? '', publish }
  }

  test('is shown in the reader’s language; what is missing as it was written, with its language named once', async () => {
    const { db, file, publish } = await published()
    const translations = { pt: { title: 'Chamadas falham', body: 'A operadora **troca** uma placa.\n\nMais às 10.' } }
    const command = p1g({ platforms: [{ id: 'trunks', impact: 'major_outage' }] })
    const id = await opened(actionContext(db, ROSA, START), { ...command, update: { ...command.update, translations } })
    await publish()
    for (const path of ['pt/index.html', `pt/incidents/${id}/index.html`, 'pt/history.rss', 'pt/feed.json']) {
      expect(file(path), path).toContain('Chamadas falham')
      expect(file(path), path).toContain('<strong>troca</strong>')
      expect(file(path), path).not.toContain(command.title)
    }
    expect(file('index.html')).toContain(command.title)
    expect(file('index.html')).not.toContain('Text in')
    // Nobody gave it in Spanish.
    const spanish = file(`es/incidents/${id}/index.html`)
    expect(spanish).toMatch(/<h1 dir="auto"><bdi lang="en">[^<]+<\/bdi> \(en inglés\)<\/h1>/)
    expect(spanish.match(/Text in inglés|Texto en inglés/g)).toHaveLength(1)
    expect(spanish).toMatch(/<div class="prose" dir="auto" lang="en"/)
    expect(file('es/history.atom')).toMatch(/(Text in|Texto en) inglés/)
    expect(file('es/history.atom')).toContain('<div lang="en">')
  })

  test('follows a correction that gives a translation, and keeps the title that was given last', async () => {
    const { db, file, publish } = await published()
    const command = p1g({ platforms: [{ id: 'trunks', impact: 'major_outage' }] })
    const translations = { pt: { title: 'Chamadas falham', body: 'Falham.' } }
    const id = await opened(actionContext(db, ROSA, START), { ...command, update: { ...command.update, translations } })
    const at = actionContext(db, ROSA, START + hours(0.5))
    const { updateId } = accepted(await postUpdate(at, id, news('A card is replaced.')))
    await publish()
    const page = `pt/incidents/${id}/index.html`
    expect(file(page)).toContain('Chamadas falham')
    expect(file(page).match(/inglês/g)).toHaveLength(1)
    accepted(await correctUpdate(at, id, updateId, { translations: { pt: { body: 'Troca-se uma placa.' } } }))
    await publish()
    expect(file(page)).toContain('Troca-se uma placa.')
    expect(file(page)).not.toContain('inglês')
  })
})

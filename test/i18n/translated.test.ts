import { describe, expect, test } from 'vitest'
import { composeEmail } from '../../server/channels/email/compose.ts'
import { cardOf } from '../../server/channels/rooms/card.ts'
import { ALICES_INBOX, job, SITE } from '../support/dispatch/notices.ts'
import { update } from '../support/dispatch/rooms.ts'

const site = { ...SITE, languages: ['en', 'pt', 'es'] as const }
const receiver = { ...ALICES_INBOX, locale: 'pt' }

describe('what nobody translated', () => {
  test('is told as it was written, below the language that it is in', () => {
    const { html, text } = composeEmail(job({ translations: {} }, { receiver }), site)
    expect(text).toMatch(/inglês:\nThe carrier/)
    expect(html).toMatch(/<small>[^<]*inglês<\/small><\/p><div class="told"[^>]* lang="en">/)
    expect(composeEmail(job({ translations: {} }), site).text).not.toContain('Text in')
    const lines = cardOf(update({ translations: {} }), receiver, site)?.texts[0]?.lines ?? []
    expect(lines[0]?.parts[0]?.text).toContain('inglês')
  })

  test('still has the title that was given last', () => {
    const email = composeEmail(job({ titles: { pt: 'Chamadas falham' } }, { receiver }), site)
    expect(email.subject).toContain('Chamadas falham')
  })
})

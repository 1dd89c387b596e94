import { describe, expect, test } from 'vitest'
import type { Message } from '../../../server/channels/channel.ts'
import { HOUR } from '../../../server/domain/vocabulary.ts'
import { START } from '../../support/clock.ts'
import { MAINTENANCE_NOTICE as WINDOW } from '../../support/dispatch/maintenance-notice.ts'
import { FORMATS, type RoomName, toRoom, update } from '../../support/dispatch/rooms.ts'

const platforms = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ id: `p${n}`, name: `Platform ${n}`, impact: 'partial_outage' as const }))

const CASES: Record<string, Message> = {
  'an update of a P1G': update(),
  'no platform': update({ platforms: [], priority: 'P3' }),
  'one platform': update({ platforms: platforms(1), priority: 'P2' }),
  'a hundred platforms': update({ platforms: platforms(100), priority: 'P2' }),
  emoji: update({ title: 'Calls 📞 fail 👩‍👩‍👧‍👦', body: 'We **know** 🔧🏽.' }),
  'right to left': update({ title: 'المكالمات لا تعمل', body: '**שלום** עולם' }),
  'a long text': update({ body: 'Ten thousand characters. '.repeat(400) }),
  Markdown: update({
    body: '# Now\n\n1. first, see [the portal](https://p.example/a_b?x=1&y=2)\n2. then `rm -rf *_x*`\n   - deep\n\n> said\n\nhttps://q.example/*x*',
  }),
  'a resolution': update({
    phase: 'resolved',
    dueAt: null,
    platforms: [{ id: 'a', name: 'SIP', impact: 'operational' }],
  }),
  'a window': { kind: 'maintenance', notice: WINDOW },
  'a window that is over': {
    kind: 'maintenance',
    notice: { ...WINDOW, news: 'completed', state: 'completed', endedAt: WINDOW.endsAt - HOUR },
  },
  'a platform that is archived': { kind: 'archived', notice: { platformId: 'sip', name: 'SIP trunking', at: START } },
  'a test': { kind: 'test' },
}

describe.each(Object.keys(FORMATS) as RoomName[])('messages to %s', (name) => {
  test('look as they did when somebody looked at them', async () => {
    const shown = Object.entries(CASES).map(([what, message]) => {
      const body = JSON.stringify(JSON.parse(toRoom(name, message)), null, 1)
      return `${what}\n${body}\n`
    })
    await expect(shown.join('\n')).toMatchFileSnapshot(`golden/${name}.txt`)
  })
})

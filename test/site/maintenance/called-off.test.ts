import { describe, expect, test } from 'vitest'
import { calledOffLast, weeksOf } from '../../../src/components/maintenance/calendar.ts'
import { ordinary } from '../../support/site/fixtures.ts'
import { render } from '../../support/site/pages.ts'
import { monthly, off } from '../../support/site/plan-samples.ts'
import { ZONE } from '../../support/site/samples.ts'
import { words } from '../../support/site/words.ts'

describe('a window that was called off', () => {
  const felt = { ...off, impact: 'under_maintenance' as const, startsAt: monthly.startsAt - 7 * 86_400_000 }
  const sample = ordinary.maintenances
  const shown = async (windows: (typeof monthly)[]) => {
    if (sample?.view.kind !== 'maintenances') throw new Error('no sample')
    const months = [{ month: '2026-12', windows }]
    return render({ ...sample, view: { ...sample.view, running: [], past: [], months } })
  }

  test('stands in a list of its own, behind whatever will happen', async () => {
    const html = await shown([
      felt,
      monthly,
      { ...monthly, id: 'other', title: 'Other work', url: '/maintenance/other/' },
    ])
    const ahead = html.slice(html.indexOf('id="ahead"'), html.indexOf('id="cancelled"'))
    expect(words(ahead)).toContain('May interrupt you Other work')
    expect(ahead).not.toContain('Connect release')
    expect(words(html)).toMatch(/Cancelled ?1 window ?Connect release.*Lately done/)
  })

  test('leaves nothing that may interrupt anybody where there is nothing else', async () => {
    const html = await shown([felt])
    expect(words(html)).toContain('No maintenance is planned.')
    expect(words(html)).not.toMatch(/May interrupt you ?Connect/)
  })

  test('comes last on its day and in its month', () => {
    const [first, second] = [
      felt,
      { ...monthly, startsAt: felt.startsAt + 3_600_000, endsAt: felt.startsAt + 7_200_000 },
    ]
    expect(calledOffLast([first, second], (one) => one)).toEqual([second, first])
    const short = { ...first, endsAt: first.startsAt + 3_600_000 }
    const day = weeksOf('2026-12', [short, second], ZONE, 0)
      .flat()
      .find((one) => one?.entries.length)
    expect(day?.entries.map(({ window }) => window.title)).toEqual(['Monthly maintenance', 'Connect release'])
  })
})

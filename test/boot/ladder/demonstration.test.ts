import { expect, test } from 'vitest'
import { planShown } from '../../../db/seed/support.ts'
import { loadDemo } from '../../../server/actions/demo/load-demo.ts'
import { climbLadder } from '../../../server/actions/ladder/climb-ladder.ts'
import { DEFAULT_PLAN } from '../../../server/domain/plan/plan.ts'
import { MINUTE } from '../../../server/domain/vocabulary.ts'
import { sqliteInMemory } from '../../support/database.ts'
import { accepted } from '../../support/result.ts'

test.each([
  ['on a Tuesday morning', '2026-11-10T08:00-07:00[America/Denver]', ['cloud-manager', 'microsoft-manager']],
  ['on a Friday night', '2026-11-13T20:00-07:00[America/Denver]', ['call-manager']],
])(
  'the silent master case of a demonstration that begins %s climbs the whole ladder, and tells nobody of its past',
  async (_, local, managers) => {
    const { db } = await sqliteInMemory()
    const start = Temporal.ZonedDateTime.from(local).epochMilliseconds
    const actor = { name: 'demo', role: 'admin' } as const
    const ctx = { db, plan: planShown(DEFAULT_PLAN, true), actor, now: start }
    accepted(await loadDemo(ctx))
    const told: [number, string, string[]][] = []
    for (const minute of [0, 1, 2, 10, 19, 20, 30, 35, 49, 50, 60, 65, 95]) {
      for (const notice of await climbLadder({ ...ctx, now: start + minute * MINUTE })) {
        if (notice.priority === 'P1G' || minute < 60)
          told.push([minute, notice.kind, notice.recipients.map(({ email }) => email.split('@')[0] ?? '').sort()])
      }
    }
    expect(told).toEqual([
      [20, 'update', ['desk']],
      [35, 'update', ['duty-lead']],
      [50, 'update', managers],
      [65, 'update', ['vice-president']],
      [95, 'update', ['chief-executive']],
    ])
  },
)

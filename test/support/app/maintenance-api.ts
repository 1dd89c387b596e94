import type { TestApp } from './test-app.ts'

/** The support plan's monthly programme, on Voice. */
export const MONTHLY = {
  id: 'monthly',
  title: 'Monthly maintenance',
  description: 'Updates are installed.',
  reason: 'They keep the service secure.',
  rule: 'FREQ=MONTHLY;BYDAY=3FR',
  anchor: '2026-01-16',
  wallStart: '22:00',
  wallEnd: '04:00',
  platforms: ['voice'],
  impact: 'under_maintenance',
  notices: { before: ['P7D'], start: true, end: true },
}

/** Its first window from noon of 10 November 2026 on. */
export const NOVEMBER = 'monthly-2026-11-20'

/** A night window on Chat twelve days ahead; what a test cares about replaces the rest. */
export function nightWork(changes: Record<string, unknown> = {}) {
  return {
    title: 'New session border controller',
    description: 'The controller in Denver is replaced.',
    startsAt: '2026-11-22T06:30:00Z',
    endsAt: '2026-11-22T08:00:00Z',
    platforms: ['chat'],
    ...changes,
  }
}

export async function withMonthly(app: TestApp): Promise<TestApp> {
  const { status } = await app.call('POST /programmes', { as: 'admin', body: MONTHLY })
  if (status !== 201) throw new Error(`the programme was answered ${status}`)
  return app
}

/** The ids of a list's answer. */
export function idsOf(json: { items: { id: string }[] }): string[] {
  return json.items.map(({ id }) => id)
}

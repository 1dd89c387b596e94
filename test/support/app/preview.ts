import type { Db } from '../../../db/schema/index.ts'
import type { ActionContext } from '../../../server/actions/context.ts'
import { DEFAULT_PLAN } from '../../../server/domain/plan/plan.ts'
import type { PreviewDeps } from '../../../server/preview/preview.ts'
import { loadRenderer } from '../../../server/publish/render/renderer.ts'
import { type TestDispatcher, testDispatcher } from '../dispatch/dispatcher.ts'
import { ROSA } from '../people.ts'
import { SITE } from '../publish/site.ts'

export const LEADS = ['lee@northline.example']

/** A dispatcher that delivers for real, and what previews are made with beside it: leads, the compiled pages. */
export async function testPreview(db: Db): Promise<TestDispatcher & { deps: PreviewDeps; ctx: () => ActionContext }> {
  const dispatch = await testDispatcher(db)
  const plan = { ...DEFAULT_PLAN, staff: { leads: LEADS, desk: [] } }
  return {
    ...dispatch,
    deps: { site: { ...SITE, url: dispatch.config.publicUrl }, renderer: loadRenderer(), mailSite: dispatch.config },
    ctx: () => ({ db, plan, actor: ROSA, now: dispatch.clock() }),
  }
}

/** Everything that is in every table. */
export async function everyRow(db: Db): Promise<Record<string, string[]>> {
  const tables = await db.introspection.getTables()
  const rows = tables.map(async ({ name }) => {
    const found = await db
      .selectFrom(name as 'settings')
      .selectAll()
      .execute()
    return [name, found.map((row) => JSON.stringify(row)).sort()] as const
  })
  return Object.fromEntries(await Promise.all(rows))
}

/** A text without what is of its reader alone: the links of mails, and ids, which a preview invents. */
export function withoutIds(text: string | undefined): string | undefined {
  return text?.replace(/https:\/\/status\.example\/[^\s"<)]*/g, 'LINK').replace(/\b[0-9a-z]{12}\b/g, 'ID')
}

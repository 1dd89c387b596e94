import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Db } from '../../../db/schema/index.ts'
import { DEFAULT_PLAN } from '../../../server/domain/plan/plan.ts'
import type { Instant } from '../../../server/domain/vocabulary.ts'
import { Memo } from '../../../server/lib/memo.ts'
import { everything } from '../../../server/publish/documents/selection.ts'
import { createSnapshot } from '../../../server/publish/facts/snapshot.ts'
import { UptimeCache } from '../../../server/publish/facts/uptime-cache.ts'
import { loadRenderer, type Renderer } from '../../../server/publish/render/renderer.ts'
import { fileOf } from '../../../server/publish/store/media.ts'
import type { TestPublisher } from './publisher.ts'
import { SITE } from './site.ts'

/**
 * The compiled pages, telling uptime in steps of two hundredths, and none of a platform that is hit right now, or is
 * younger than the page looks back: its figure is as of when the page was made.
 */
export function coarsePages(): Renderer {
  const renderer = loadRenderer()
  const render: Renderer['render'] = (context) =>
    renderer.render({ ...context, view: JSON.parse(JSON.stringify(context.view, coarsely)) })
  return { ...renderer, render }
}

function coarsely(this: { state?: string; from?: Instant | null }, name: string, value: unknown): unknown {
  if (name !== 'uptime') return value
  return this.state === 'operational' && this.from === null ? Math.round((value as number) / 200) * 200 : 10_000
}

/** Public files that are not what they would be if everything were made at `now`: their paths. */
export async function staleFiles(db: Db, site: TestPublisher, renderer: Renderer, now: Instant): Promise<string[]> {
  const snapshot = createSnapshot(db, SITE, DEFAULT_PLAN, now, await UptimeCache.read(db, now))
  const context = {
    snapshot,
    render: renderer.render,
    event: 0,
    edition: 0,
    shared: new Memo<string, Promise<string | null>>(1_000),
  }
  const known = new Set<string>()
  const stale = new Set<string>()
  for await (const { documents } of everything(db, snapshot)) {
    for (const document of documents) {
      const file = fileOf(document.path)
      if (timeless(file, textOf(await document.make(context))) !== timeless(file, site.file(file)))
        stale.add(document.path)
      known.add(file)
    }
  }
  const left = site.files().filter((file) => !known.has(file) && !existsSync(join(renderer.assets, file)))
  return [...stale, ...left]
}

function textOf(content: string | Buffer | null): string | null {
  return content === null ? null : content.toString()
}

/** A document without what tells when it was made. */
function timeless(file: string, content: string | null): string | null {
  if (content === null) return null
  if (file === 'now.json') return JSON.stringify(JSON.parse(content).overall)
  if (file === 'embed/banner.json') return JSON.stringify({ ...JSON.parse(content), at: null })
  return content
    .replace(/ data-(made|event)="\d+"/g, '')
    .replace(/<p id="made"[\s\S]*?<\/p>/, '')
    .replace(/<p class="asof">[\s\S]*?<\/p>/, '')
}

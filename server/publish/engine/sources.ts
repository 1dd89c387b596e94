import type { Db } from '../../../db/schema/index.ts'
import type { Site } from '../../../src/views.ts'
import type { Plan } from '../../domain/plan/plan.ts'
import type { Instant } from '../../domain/vocabulary.ts'
import type { Durations } from '../../lib/metrics/distribution.ts'
import type { RenderContext } from '../documents/document.ts'
import type { Renderer } from '../render/renderer.ts'
import type { OwnFile } from './assets.ts'
import type { Mended, Report } from './report.ts'

/** What a public folder is made of, and who is told how that goes. */
export interface Sources {
  db: Db
  renderer: Renderer
  /** The site as it is now: the demonstration may come and go. */
  site: () => Promise<Site>
  plan: Plan
  clock: () => Instant
  /** See `RenderContext`. */
  draw?: RenderContext['draw']
  undrawn?: Report
  /** The provider's own, published as they are. */
  logos?: readonly OwnFile[]
  /** Is told of what failed; it will be tried again. */
  report: Report
  mended?: Mended
  /** Is told of files that somebody else took out of the folder. */
  lost?: (what: string) => void
  /** Is told how long after each post its pages were out. */
  delays?: Durations
}

export interface PublisherOptions extends Sources {
  /** The public folder; beside it lies the lock of its one writer. */
  folder: string
  /** Headers of all public files, names and values in turn. */
  headers?: readonly string[]
}

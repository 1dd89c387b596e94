import type { Memo } from '../../lib/memo.ts'
import type { Report } from '../engine/report.ts'
import type { PublishSnapshot } from '../facts/snapshot.ts'
import type { Renderer } from '../render/renderer.ts'
import type { Tag } from './tags.ts'

/** What a document is made with. */
export interface RenderContext {
  snapshot: PublishSnapshot
  render: Renderer['render']
  /** The newest event that the snapshot knows of and that concerns the public. */
  event: number
  /** Rises with every snapshot: what an older one made never replaces what a newer one made. */
  edition: number
  /** Makes a PNG of an SVG, off the thread; without it there are no pictures of incidents. */
  draw?: ((svg: string) => Promise<Buffer>) | undefined
  /** Is told of a picture that could not be drawn: another one is shown, and nothing fails. */
  undrawn?: Report | undefined
  /** What documents with two addresses have in common. */
  shared: Memo<string, Promise<string | null>>
}

/** When a document is made after something it shows has changed: before `publish` returns, or within a second. */
export type Tier = 'at once' | 'soon'

/** One file of the public folder: where it is, what it shows, when and how it is made. */
export interface Document {
  /** Public path; one ending in a slash is a page. */
  path: string
  tags: readonly Tag[]
  tier: Tier
  /** Its content, or null: then the file must not exist. Throws when it cannot be made. */
  make(context: RenderContext): Promise<string | Buffer | null>
}

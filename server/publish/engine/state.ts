import { createHash } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Site } from '../../../src/views.ts'
import type { Plan } from '../../domain/plan/plan.ts'

const schema = z.object({
  /** The newest event whose pages are out. */
  cursor: z.int(),
  /** The newest event with all that it changes out: feeds, JSON, compressed siblings. */
  settled: z.int(),
  /** The newest event that the last rendering of everything knew of; older folders do not say. */
  rendered: z.int().default(0),
  /** The newest event that concerned the public. */
  shown: z.int(),
  /** What made the files: the compiled pages, and what was configured. */
  renderer: z.string(),
  configuration: z.string(),
  /** Paths of what could not be made, until it is; older folders do not say. */
  failing: z.array(z.string()).default([]),
  /** Up to when pages say what time alone changes. Epoch milliseconds. */
  checkedAt: z.int(),
})

/** How far the folder is; kept in the folder itself, so that it travels with it. */
export type State = z.infer<typeof schema>

const FILE = '.state.json'

/** The state that a folder was left in; null if it has none that can be read: then everything in it is stale. */
export function readState(folder: string): State | null {
  try {
    return schema.parse(JSON.parse(readFileSync(join(folder, FILE), 'utf8')))
  } catch {
    return null
  }
}

/** Has everything been rendered here once? Until then something may be missing that there is. */
export function isWhole({ rendered, renderer }: Pick<State, 'rendered' | 'renderer'>): boolean {
  return rendered > 0 || renderer !== ''
}

/** Does the folder still know of any state? Not if somebody has cleared it. */
export function hasState(folder: string): boolean {
  return existsSync(join(folder, FILE))
}

/** Not forced to the disk: a power cut that loses it costs a rendering of everything, and nothing else. */
export function writeState(folder: string, state: State): void {
  const draft = join(folder, `${FILE}.tmp`)
  writeFileSync(draft, JSON.stringify(state))
  renameSync(draft, join(folder, FILE))
}

/** Changes with anything configured that pages show. */
export function configurationOf({ site, plan }: { site: Site; plan: Plan }): string {
  return createHash('sha256')
    .update(JSON.stringify([site, plan]))
    .digest('base64url')
    .slice(0, 16)
}

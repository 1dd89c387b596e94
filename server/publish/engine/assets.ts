import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Folder } from '../store/folder.ts'
import { mediaOf } from '../store/media.ts'
import type { Press } from './press.ts'

/** Copies the static files of the built site that are not in the folder as they are. Answers the names of all. */
export async function copyAssets(from: string, folder: Folder, press: Press): Promise<string[]> {
  const entries = await readdir(from, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(from.length + 1))
    .filter((file) => mediaOf(file) !== null)
  for (const file of files) {
    const content = await readFile(join(from, file))
    if (folder.read(file)?.equals(content)) continue
    await press.copy(file, content)
    await press.compress(file, content)
  }
  return files
}

/**
 * Removes what is neither wanted (asked at the last moment: pages go on being made meanwhile) nor an asset. Hashed
 * assets of earlier builds stay: pages in caches still ask for them.
 */
export async function sweep(
  folder: Folder,
  press: Press,
  assets: string,
  isWanted: (file: string) => boolean,
): Promise<void> {
  const copied = new Set(await copyAssets(assets, folder, press))
  for (const file of await folder.list()) {
    if (!copied.has(file) && !file.startsWith('_astro/') && !isWanted(file)) press.remove(file)
  }
}

import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Folder } from '../store/folder.ts'
import { fileOf, mediaOf } from '../store/media.ts'
import type { PublicFiles } from '../store/public-files.ts'

/** The names of the static files of the built site. */
export async function assetNames(from: string): Promise<string[]> {
  const entries = await readdir(from, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(from.length + 1))
    .filter((name) => mediaOf(name) !== null)
}

/** Copies the static files of the built site that are not in the folder as they are. Returns the names of all. */
export async function copyAssets(from: string, folder: Folder, files: PublicFiles): Promise<string[]> {
  const names = await assetNames(from)
  for (const name of names) {
    const content = await readFile(join(from, name))
    if (folder.lacks(name) === null && folder.read(name)?.equals(content)) continue
    await files.copy(name, content)
    await files.compress(name, content)
  }
  return names
}

/** A file of the provider's, under a name that changes with it. */
export interface OwnFile {
  logo: { path: string }
  content: Buffer
}

/** Puts the provider's own files into the folder. As hashed assets do, they stay there. */
export async function copyOwn(own: readonly OwnFile[], folder: Folder, files: PublicFiles): Promise<void> {
  for (const { logo, content } of own) {
    const file = fileOf(logo.path)
    if (!folder.read(file)?.equals(content)) await files.copy(file, content)
  }
}

/**
 * Removes what is neither wanted (asked at the last moment: pages go on being made meanwhile) nor an asset. Hashed
 * assets of earlier builds stay: pages in caches still ask for them.
 */
export async function sweep(
  folder: Folder,
  files: PublicFiles,
  assets: string,
  isWanted: (file: string) => boolean,
): Promise<void> {
  const copied = new Set(await copyAssets(assets, folder, files))
  for (const file of await folder.list()) {
    if (!copied.has(file) && !file.startsWith('_astro/') && !isWanted(file)) files.remove(file)
  }
}

import { lstatSync, statfsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { codeOf } from '../lib/error-code.ts'

/** What the kernel shows as files and what takes none: procfs and sysfs, by the numbers of Linux. */
const KERNEL = [0x9f_a0, 0x62_65_65_72]

/** Why no folder can ever be at this path, in words; null where one is, or can be made. */
export function dataDirProblem(path: string): string | null {
  const place = nearest(path)
  const which = place === path ? `${path}, which` : `${path}, but ${place}`
  try {
    if (!statSync(place).isDirectory()) return `DATA_DIR names ${which} is not a folder.`
    if (process.platform === 'linux' && KERNEL.includes(statfsSync(place).type))
      return `DATA_DIR names ${path}, where the kernel takes no files.`
    return null
  } catch (error) {
    const code = codeOf(error)
    if (code === 'ENOENT' || code === 'ELOOP') return `DATA_DIR names ${which} is a link that leads nowhere.`
    // What this user may not look at is said when it is used.
    return null
  }
}

/** What is there of a path: itself, also where it is a link to nothing, or the nearest folder above. */
function nearest(path: string): string {
  const parent = dirname(path)
  return parent === path || isThere(path) ? path : nearest(parent)
}

function isThere(path: string): boolean {
  try {
    lstatSync(path)
    return true
  } catch {
    return false
  }
}

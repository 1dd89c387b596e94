import {
  closeSync,
  existsSync,
  lstatSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  type StatsFs,
  statSync,
  writeFileSync,
} from 'node:fs'
import { statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { asOwnerOf, writtenIn } from '../../boot/data-dir/owner.ts'
import { secretKeyFile } from '../../boot/secret-key.ts'
import { codeOf } from '../../lib/error-code.ts'
import { explained } from './examine.ts'
import type { Examined, Finding } from './finding.ts'

/** Bytes: below the first a week's work may not fit, below the second the next mail or page does not. */
const [SCARCE, FULL] = [512 * 2 ** 20, 16 * 2 ** 20]
/** Every page, feed and mail is a file. */
const FEW_FILES = 5_000

/** Whether the service can write where it has to, and for how long. */
export async function storageFindings({ config }: Examined): Promise<Finding[]> {
  const { dataDir, mail } = config
  const absent = whyNotThere(dataDir)
  if (absent !== null && absent !== 'ENOENT') {
    const mend = 'Run the doctor as the user of the service, or as root.'
    return [{ level: 'fail', text: `disk: the folder ${dataDir} (DATA_DIR) cannot be looked at (${absent})`, mend }]
  }
  if (absent !== null) {
    const mend = 'The first start makes it. If you expected one, check DATA_DIR.'
    return [{ level: 'fail', text: `disk: the folder ${dataDir} (DATA_DIR) is not there`, mend }]
  }
  const folders = [dataDir, join(dataDir, 'site'), ...(mail.kind === 'mailbox' ? [mail.folder] : [])].filter(existsSync)
  const refused = folders.flatMap((folder) => tryWriting(folder))
  return [
    ...roomFindings(dataDir, await statfs(dataDir)),
    ...(refused.length > 0 ? refused : [written(folders)]),
    ...others(dataDir),
    ...unread(config),
  ]
}

/** Why there is nothing at a path, as a code: it is not there (`ENOENT`), or hidden from this user; null where there is. */
function whyNotThere(path: string): string | null {
  try {
    statSync(path)
    return null
  } catch (error) {
    return codeOf(error)
  }
}

function written(folders: readonly string[]): Finding {
  return { level: 'ok', text: `disk: takes new files in ${folders.join(', ')}` }
}

/** What a file system says of itself: free blocks and their size in bytes, files it can hold and can still take. */
type Space = Pick<StatsFs, 'bavail' | 'bsize' | 'files' | 'ffree'>

/** Whether there is room for what comes. */
export function roomFindings(folder: string, { bavail, bsize, files, ffree }: Space): Finding[] {
  const free = bavail * bsize
  const text = `disk: ${inWords(free)} free for ${folder}`
  const mend = 'Make room, or move DATA_DIR to another disk.'
  if (free < FULL) return [{ level: 'fail', text, mend }]
  if (free < SCARCE) return [{ level: 'warn', text, mend }]
  // Some file systems do not count files.
  if (files > 0 && ffree < FEW_FILES)
    return [{ level: 'warn', text: `disk: room for only ${ffree} more files (inodes) in ${folder}`, mend }]
  return [{ level: 'ok', text }]
}

function inWords(bytes: number): string {
  return bytes < 2 ** 30 ? `${Math.floor(bytes / 2 ** 20)} MiB` : `${(bytes / 2 ** 30).toFixed(1)} GiB`
}

const RIGHT = 'Give the user of the service the right to write there.'
const IN_THE_WAY = 'A file lies where a folder should be: move it away.'
const MENDS: Readonly<Record<string, string>> = { EACCES: RIGHT, EPERM: RIGHT, ENOTDIR: IN_THE_WAY }

/** As much as a large page: a few bytes fit on an almost full disk. */
const AMPLE = 'doctor\n'.repeat(20_000)

/** As pages and mails are written: a file beside, renamed to its place; and removed, as old ones are. */
function tryWriting(folder: string): Finding[] {
  const file = join(folder, `.doctor-${process.pid}`)
  try {
    asOwnerOf(folder, () => {
      try {
        writeFileSync(`${file}.tmp`, AMPLE, { flag: 'wx', mode: 0o600 })
        renameSync(`${file}.tmp`, file)
      } finally {
        rmSync(`${file}.tmp`, { force: true })
        rmSync(file, { force: true })
      }
    })
    return []
  } catch (error) {
    const mend = MENDS[codeOf(error)] ?? explained(error).advice
    return [{ level: 'fail', text: `disk: no file can be written in ${folder} (${codeOf(error) || error})`, mend }]
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    // Whoever may not look there hears so when writing fails.
    return []
  }
}

/** So many files are looked at. */
const MOST = 50_000

/** What the service writes and belongs to another user than the folder: the service, its owner, cannot replace it. */
function others(folder: string): Finding[] {
  const owner = statSync(folder).uid
  const left: string[] = []
  let looked = 0
  const look = (paths: readonly string[]) => {
    for (const path of paths) {
      if (looked++ > MOST) return
      const found = lstatSync(path, { throwIfNoEntry: false })
      if (found?.uid !== owner) left.push(path)
      else if (found.isDirectory()) look(namesIn(path).map((name) => join(path, name)))
    }
  }
  look(writtenIn(folder))
  const [first] = left.filter(existsSync)
  if (first === undefined) return []
  const more = left.length > 1 ? ` and ${left.length - 1} more` : ''
  const text = `disk: ${first}${more} belongs to another user than ${folder}: the service cannot replace it`
  return [{ level: 'fail', text, mend: `chown -R --reference=${folder} ${folder}` }]
}

/** What the service only reads in its folder may be anybody's, as long as the folder's owner can read it. */
function unread({ dataDir, files }: Examined['config']): Finding[] {
  const read = [files.plan.path, secretKeyFile({ dataDir }), ...Object.values(files.secrets)]
  return read
    .filter((path) => path.startsWith(join(dataDir, '/')) && existsSync(path))
    .flatMap((path) => {
      try {
        asOwnerOf(dataDir, () => closeSync(openSync(path, 'r')))
        return []
      } catch (error) {
        const text = `disk: ${path} cannot be read by the owner of ${dataDir}, as whom the service runs (${codeOf(error)})`
        return [{ level: 'fail', text, mend: `chown --reference=${dataDir} ${path}` }]
      }
    })
}

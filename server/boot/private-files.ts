import { chmod, opendir, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '../config/index.ts'
import { codeOf } from '../lib/error-code.ts'

/** Files of ours in `DATA_DIR`: the database with its log and earlier copies, the secret key, the locks. */
const OURS = /^(signalpost\.sqlite|secret\.key|erased|publisher\.lock|server\.(lock|holder))/
const OTHERS = 0o077

/**
 * Takes from everybody but their owner what an older version left readable: the files of `DATA_DIR` that are ours, and
 * the local mailbox. The public site is for everybody. Returns what could not be mended, in words.
 */
export async function closeToOthers({ dataDir, mail }: Pick<Config, 'dataDir' | 'mail'>): Promise<string[]> {
  const names = await readdir(dataDir).catch(() => [])
  const ours = names.filter((name) => OURS.test(name)).map((name) => join(dataDir, name))
  const problems = await Promise.all(ours.map(close))
  if (mail.kind === 'mailbox') problems.push(await closeMailbox(mail.folder))
  return problems.filter((problem) => problem !== null)
}

/** Its mails are looked at only if others could enter until now: there may be very many. */
async function closeMailbox(folder: string): Promise<string | null> {
  const found = await stat(folder).catch(() => null)
  if (!found || (found.mode & OTHERS) === 0) return null
  try {
    // The mails first: interrupted, the next start begins anew.
    for await (const entry of await opendir(folder)) if (entry.isFile()) await chmod(join(folder, entry.name), 0o600)
    await chmod(folder, 0o700)
    return null
  } catch (error) {
    return `${folder} is readable by others (${codeOf(error)})`
  }
}

async function close(path: string): Promise<string | null> {
  try {
    const { mode } = await stat(path)
    if (mode & OTHERS) await chmod(path, mode & 0o700)
    return null
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? null : `${path} is readable by others (${codeOf(error)})`
  }
}

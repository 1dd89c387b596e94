import {
  chmodSync,
  closeSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { write } from '../../db/open.ts'
import type { Db, Reader } from '../../db/schema/index.ts'
import { useSecretKey } from '../../db/system/audit-key.ts'
import { bindSecretKey, type KnownKey, knownKey } from '../../db/system/secret-key.ts'
import { takeWriterLock } from '../../db/writer-lock.ts'
import type { Config } from '../config/index.ts'
import type { Instant } from '../domain/vocabulary.ts'
import { codeOf } from '../lib/error-code.ts'
import { newSecret } from '../lib/secret/secrets.ts'
import { fingerprintOf, SECRET_KEY_LENGTH } from '../lib/secret-key.ts'

/** The key is missing, or is not the database's; the message is for the operator. */
export class SecretKeyRefused extends Error {}

/** Who binds a key to the database, and when. */
interface By {
  actor: string
  now: Instant
}

type KeyConfig = Pick<Config, 'secretKey' | 'dataDir'> & Partial<Pick<Config, 'files'>>

/** Where a key is kept that was not given in the environment. */
export function secretKeyFile({ dataDir }: Pick<Config, 'dataDir'>): string {
  return join(dataDir, 'secret.key')
}

/** Where this installation's key comes from, in the operator's words. */
export function keyOrigin(config: KeyConfig): string {
  if (config.secretKey === undefined) return secretKeyFile(config)
  const file = config.files?.secrets.SECRET_KEY
  return file === undefined ? 'SECRET_KEY' : `SECRET_KEY_FILE (${file})`
}

/**
 * Has the connection use the installation's key. The first time, the key is made if there is none, and the database
 * keeps its fingerprint; processes that start together agree. Returns whether the database had none until now. Throws
 * `SecretKeyRefused` where it has another.
 */
export async function unlock(db: Db, config: KeyConfig, by: By): Promise<boolean> {
  const known = await knownKey(db)
  useSecretKey(db, known?.fingerprint ? rightKey(config, known) : await bind(db, config, by))
  return known === null
}

/** The same without making or binding a key. Returns whether the database has been given one. */
export async function unlockIfBound(db: Db, config: KeyConfig): Promise<boolean> {
  const known = await knownKey(db)
  if (known !== null) useSecretKey(db, rightKey(config, known))
  return known !== null
}

/** Is there a key here, whether the database knows it or not? */
export function hasKey(config: KeyConfig): boolean {
  return presentKey(config) !== null
}

/** Gives the database the present key instead of the one it had, which is lost or is to be given up. */
export async function acceptNewKey(db: Db, config: KeyConfig, { actor, now }: By): Promise<boolean> {
  return write(db, async (trx) => {
    await takeWriterLock(trx)
    const known = await knownKey(trx)
    const key = presentKey(config) ?? (await makeKey(config))
    if (known?.fingerprint && known.is(key)) return false
    await bindSecretKey(trx, key, actor, now)
    return true
  })
}

/** Does this installation have the key that the database was set up with? A database without one takes any. */
export async function hasKeyOf(db: Reader, config: KeyConfig): Promise<boolean> {
  const known = await knownKey(db)
  const key = presentKey(config)
  return known === null || (key !== null && known.is(key))
}

async function bind(db: Db, config: KeyConfig, { actor, now }: By): Promise<string> {
  return write(db, async (trx) => {
    await takeWriterLock(trx)
    // Another process may have been first; it must not find two keys.
    const known = await knownKey(trx)
    if (known?.fingerprint) return rightKey(config, known)
    const key = known ? rightKey(config, known) : (presentKey(config) ?? (await makeKey(config)))
    await bindSecretKey(trx, key, actor, now)
    return key
  })
}

const WAYS_OUT =
  'If that key is lost for good, "migrate --accept-new-key" goes on with a new one, and the audit trail names the break.'

function rightKey(config: KeyConfig, known: KnownKey): string {
  const fingerprint = known.fingerprint === null ? 'fingerprint deleted' : `fingerprint ${known.fingerprint}`
  const key = presentKey(config)
  const file = secretKeyFile(config)
  if (key === null) {
    throw new SecretKeyRefused(
      `The database belongs to an installation with a secret key (${fingerprint}), and there is none here. Set SECRET_KEY to it, or copy secret.key from the DATA_DIR of that installation to ${file}. ${WAYS_OUT}`,
    )
  }
  if (known.is(key)) return key
  throw new SecretKeyRefused(
    `${keyOrigin(config)} is not the secret key of this database (${fingerprint}; this one has ${fingerprintOf(key)}). ${wayBack(config, known)} ${WAYS_OUT}`,
  )
}

/** What to do where the key is another, by where it came from. */
function wayBack(config: KeyConfig, known: KnownKey): string {
  const [file, named] = [secretKeyFile(config), config.files?.secrets.SECRET_KEY]
  if (config.secretKey === undefined) {
    return `Replace ${file} with the secret.key that the database was set up with, or set SECRET_KEY to what is in it.`
  }
  const setting = named === undefined ? 'SECRET_KEY' : 'SECRET_KEY_FILE'
  if (holdsRightKey(file, known)) return `The right one is in ${file}: start without ${setting}.`
  return named === undefined
    ? 'Set SECRET_KEY to the key it was set up with.'
    : `Put the key it was set up with into ${named}.`
}

function holdsRightKey(file: string, known: KnownKey): boolean {
  try {
    const key = readKey(file)
    return key !== null && known.is(key)
  } catch {
    return false
  }
}

function presentKey(config: KeyConfig): string | null {
  return config.secretKey ?? readKey(secretKeyFile(config))
}

function readKey(file: string): string | null {
  let key: string
  try {
    key = readFileSync(file, 'utf8').trim()
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw new SecretKeyRefused(`${file} holds the secret key, and cannot be read (${codeOf(error)}).`)
  }
  if (key.length >= SECRET_KEY_LENGTH) return key
  throw new SecretKeyRefused(`${file} is damaged: a secret key has at least ${SECRET_KEY_LENGTH} characters.`)
}

/** Writes a new key, whole or not at all, for its owner alone. If another process was faster, theirs is the key. */
async function makeKey(config: KeyConfig): Promise<string> {
  const file = secretKeyFile(config)
  await mkdir(config.dataDir, { recursive: true })
  const draft = `${file}.${process.pid}`
  try {
    writeSynced(draft, `${newSecret()}\n`)
    place(draft, file)
    syncFolder(config.dataDir)
  } finally {
    rmSync(draft, { force: true })
  }
  const key = readKey(file)
  if (key === null) throw new SecretKeyRefused(`${file} was made, and is gone.`)
  return key
}

/** Leaves a file that is there already. Not every file system has links; there the writer lock has to be enough. */
function place(draft: string, file: string): void {
  try {
    linkSync(draft, file)
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') renameSync(draft, file)
  }
}

function writeSynced(file: string, text: string): void {
  rmSync(file, { force: true })
  const handle = openSync(file, 'wx', 0o600)
  try {
    chmodSync(file, 0o600)
    writeFileSync(handle, text)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

function syncFolder(path: string): void {
  const handle = openSync(path, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

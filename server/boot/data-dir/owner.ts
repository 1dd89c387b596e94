import { readdirSync, type Stats, statSync } from 'node:fs'
import { userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import { messageOf } from '../../lib/error-code.ts'

/** Root may not go on as the owner of the folder; the message is for the operator. */
export class OwnerRefused extends Error {}

/** The types of Node leave it out. */
type Process = NodeJS.Process & { initgroups?: (user: string, extraGroup: number) => void }

interface Person {
  uid: number
  gid: number
  /** Null where the system knows nobody with this number. */
  name: string | null
}

/**
 * Started by root over data of somebody else, the process goes on as that user for good: what root writes, the service
 * can neither replace nor open. Returns who it is now, or null where nothing has changed. Throws `OwnerRefused`.
 */
export function becomeOwner(dataDir: string): string | null {
  return goOn(dataDir, ({ uid, gid }) => {
    process.setgid?.(gid)
    process.setuid?.(uid)
  })
}

/** The same for a command, which can still read what root has at hand for it: `asCaller`. */
export function actAsOwner(dataDir: string): string | null {
  return goOn(dataDir, ({ uid, gid }) => {
    process.setegid?.(gid)
    process.seteuid?.(uid)
  })
}

/** Does something as the user who has started the command: such as to open a file that was named to it. */
export function asCaller<T>(work: () => T): T {
  const [real, effective] = [process.getuid?.(), process.geteuid?.()]
  if (real === undefined || effective === undefined || real === effective) return work()
  process.seteuid?.(real)
  try {
    return work()
  } finally {
    process.seteuid?.(effective)
  }
}

/**
 * Does something synchronous with the rights that the service has as the owner of a folder. Root can write anywhere, which
 * says nothing of them.
 */
export function asOwnerOf(folder: string, work: () => void): void {
  const found = statSync(folder)
  const { geteuid, getegid, getgroups, seteuid, setegid, setgroups } = process
  if (geteuid?.() !== 0 || found.uid === 0 || !seteuid || !setegid || !getegid || !setgroups || !getgroups) {
    work()
    return
  }
  const [group, groups] = [getegid(), getgroups()]
  try {
    const owner = personOf(found)
    takeGroups(owner)
    setegid(owner.gid)
    seteuid(owner.uid)
    work()
  } finally {
    seteuid(0)
    setegid(group)
    setgroups(groups)
  }
}

function goOn(dataDir: string, as: (owner: Person) => void): string | null {
  if (process.geteuid?.() !== 0) return null
  const found = foreignOwner(dataDir)
  if (!found) return null
  const left = leftByRoot(dataDir)
  if (left.length > 0) {
    throw new OwnerRefused(
      `${dataDir} belongs to user ${found.uid}, but root has left files in it that the service cannot replace: ${left.join(', ')}. Give them to that user: chown -R ${found.uid} ${dataDir}`,
    )
  }
  try {
    const owner = personOf(found)
    takeGroups(owner)
    as(owner)
    return owner.name ?? `user ${owner.uid}`
  } catch (error) {
    const why = messageOf(error)
    throw new OwnerRefused(
      `${dataDir} belongs to user ${found.uid}, and this process, started by root, may not go on as that user (${why}). Start it as that user: what root writes there, the service could not replace.`,
    )
  }
}

/** Without root's groups, and with those that the service has. */
function takeGroups({ name, gid }: Person): void {
  if (name === null) process.setgroups?.([gid])
  else (process as Process).initgroups?.(name, gid)
}

/** Whose the data are, if not root's: the folder's owner (of one that is still to be made, its parent's), else a file's. */
function foreignOwner(dataDir: string): Stats | undefined {
  const places = [nearest(dataDir), join(dataDir, 'signalpost.sqlite'), join(dataDir, 'site')]
  return places.map((place) => statSync(place, { throwIfNoEntry: false })).find((stats) => stats && stats.uid !== 0)
}

/** What the service replaces or writes on in its folder. What it only reads there may be anybody's. */
const WRITTEN = /^(signalpost\.sqlite(-wal|-shm|-journal)?|publisher\.lock|server\.(lock|holder)|site|mail)$/

/** The files and folders in `DATA_DIR` that have to belong to the service; none where the folder cannot be looked at. */
export function writtenIn(dataDir: string): string[] {
  try {
    const names = readdirSync(dataDir).filter((name) => WRITTEN.test(name))
    return names.map((name) => join(dataDir, name))
  } catch {
    return []
  }
}

/** What earlier versions made as root. */
function leftByRoot(dataDir: string): string[] {
  return writtenIn(dataDir).filter((path) => statSync(path, { throwIfNoEntry: false })?.uid === 0)
}

function nearest(folder: string): string {
  const parent = dirname(folder)
  return parent === folder || statSync(folder, { throwIfNoEntry: false }) ? folder : nearest(parent)
}

/** Node tells the name and the group only of the user that the process is. */
function personOf({ uid, gid }: Stats): Person {
  process.seteuid?.(uid)
  try {
    const { username, gid: group } = userInfo()
    return { uid, gid: group, name: username }
  } catch {
    return { uid, gid, name: null }
  } finally {
    process.seteuid?.(0)
  }
}

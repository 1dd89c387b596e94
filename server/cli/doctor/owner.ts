import { statSync } from 'node:fs'

/**
 * Does something synchronous with the rights of a folder's owner. Root can write anywhere, which says nothing of the user
 * that the service runs as.
 */
export function asOwnerOf(folder: string, work: () => void): void {
  const { uid, gid } = statSync(folder)
  const { geteuid, getegid, getgroups, seteuid, setegid, setgroups } = process
  if (geteuid?.() !== 0 || uid === 0 || !seteuid || !setegid || !getegid || !setgroups || !getgroups) {
    work()
    return
  }
  const [group, groups] = [getegid(), getgroups()]
  try {
    setgroups([gid])
    setegid(gid)
    seteuid(uid)
    work()
  } finally {
    seteuid(0)
    setegid(group)
    setgroups(groups)
  }
}

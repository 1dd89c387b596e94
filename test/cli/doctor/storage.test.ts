import { execFileSync } from 'node:child_process'
import { chmodSync, chownSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { roomFindings, storageFindings } from '../../../server/cli/doctor/storage.ts'
import { loadConfig } from '../../../server/config/index.ts'
import { temporaryFolder } from '../../support/folder.ts'

const SERVICE = 12_345
const isRoot = process.getuid?.() === 0

async function said(dataDir: string): Promise<string[]> {
  const findings = await storageFindings({ config: loadConfig({ DATA_DIR: dataDir }), now: 0 })
  return findings.map(({ level, text }) => `${level} ${text}`)
}

describe('the doctor on the disk', () => {
  test('writes, renames and removes where the service does, and leaves nothing', async () => {
    const folder = await temporaryFolder('disk')
    for (const name of ['site', 'mail']) mkdirSync(join(folder, name))
    expect(await said(folder)).toEqual([
      expect.stringMatching(/^ok disk: [\d.]+ (MiB|GiB) free for /),
      `ok disk: takes new files in ${folder}, ${folder}/site, ${folder}/mail`,
    ])
    expect(readdirSync(folder, { recursive: true }).sort()).toEqual(['mail', 'site'])
  })

  test('warns before there is no room for a day, or for more files, and fails where there is none', () => {
    const level = (free: number, ffree = 1e6, files = 1e7) =>
      roomFindings('/data', { bavail: free, bsize: 2 ** 20, files, ffree }).map(({ level, text }) => `${level} ${text}`)
    expect(level(2048)).toEqual(['ok disk: 2.0 GiB free for /data'])
    expect(level(100)).toEqual(['warn disk: 100 MiB free for /data'])
    expect(level(0)).toEqual(['fail disk: 0 MiB free for /data'])
    expect(level(2048, 17)).toEqual(['warn disk: room for only 17 more files (inodes) in /data'])
    expect(level(2048, 0, 0)).toEqual(['ok disk: 2.0 GiB free for /data'])
  })

  // Only root can give files away.
  test.runIf(isRoot)('tries as the owner of the folder, and names what root left there', async () => {
    const folder = await temporaryFolder('disk')
    const site = join(folder, 'site')
    mkdirSync(site)
    writeFileSync(join(site, 'index.html'), '')
    chmodSync(folder, 0o755)
    chownSync(folder, SERVICE, SERVICE)
    const left = `${site} belongs to another user than ${folder}: the service cannot replace it`
    expect(await said(folder)).toContain(`fail disk: ${left}`)
    chownSync(site, SERVICE, SERVICE)
    expect(await said(folder)).toContain(
      `fail disk: ${site}/index.html belongs to another user than ${folder}: the service cannot replace it`,
    )
    chownSync(join(site, 'index.html'), SERVICE, SERVICE)
    chmodSync(site, 0o555)
    onTestFinished(() => chmodSync(site, 0o755))
    expect(await said(folder)).toContain(`fail disk: no file can be written in ${site} (EACCES)`)
    expect([process.geteuid?.(), process.getegid?.()]).toEqual([0, 0])
  })

  test.runIf(isRoot)('lets root write the plan file, as long as the service can read it', async () => {
    const folder = await temporaryFolder('disk')
    const plan = join(folder, 'config.json')
    writeFileSync(plan, '{}', { mode: 0o644 })
    writeFileSync(join(folder, 'notes.txt'), '', { mode: 0o600 })
    chmodSync(folder, 0o755)
    chownSync(folder, SERVICE, SERVICE)
    expect((await said(folder)).filter((line) => line.startsWith('fail'))).toEqual([])
    chmodSync(plan, 0o600)
    expect(await said(folder)).toContain(
      `fail disk: ${plan} cannot be read by the owner of ${folder}, as whom the service runs (EACCES)`,
    )
  })
  test.runIf(isRoot)('has the groups that the service has, and not the one of the folder', async () => {
    const uid = Number(execFileSync('id', ['-u', 'daemon']))
    const folder = await temporaryFolder('disk')
    const plan = join(folder, 'config.json')
    writeFileSync(plan, '{}')
    chmodSync(plan, 0o640)
    chmodSync(folder, 0o755)
    chownSync(folder, uid, 0)
    expect(await said(folder)).toContain(
      `fail disk: ${plan} cannot be read by the owner of ${folder}, as whom the service runs (EACCES)`,
    )
    expect([process.geteuid?.(), process.getegid?.()]).toEqual([0, 0])
  })
})

import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { migrate } from '../../db/migrate.ts'
import { SecretKeyReplaced } from '../../db/system/audit.ts'
import { firstBrokenAudit } from '../../db/system/audit-check.ts'
import {
  acceptNewKey,
  hasKeyOf,
  SecretKeyRefused,
  secretKeyFile,
  unlock,
  unlockIfBound,
} from '../../server/boot/secret-key.ts'
import { record } from '../support/audit.ts'
import { START } from '../support/clock.ts'
import { onEachEmptyDatabase, openShared } from '../support/database.ts'
import { temporaryFolder } from '../support/folder.ts'

const BY = { actor: 'start', now: START }
const OTHER = 'another key of thirty-two characters or more'

onEachEmptyDatabase('the secret key', (empty) => {
  async function installation() {
    const { db, location } = await empty()
    await migrate(db)
    return { db, location, config: await instance() }
  }

  test('is made once, and kept for its owner alone', async () => {
    const { db, config } = await installation()
    expect(await unlock(db, config, BY)).toBe(true)
    const file = secretKeyFile(config)
    expect(readFileSync(file, 'utf8')).toMatch(/^[\w-]{43}\n$/)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const before = readFileSync(file, 'utf8')
    await record(db, 'Rosa', 'incident.open')
    expect(await unlock(db, config, BY)).toBe(false)
    expect([readFileSync(file, 'utf8'), readdirSync(config.dataDir)]).toEqual([before, ['secret.key']])
    expect(await firstBrokenAudit(db)).toBeNull()
  })

  test('is one, however many processes start at once', async () => {
    const { db, location, config } = await installation()
    const others = Array.from({ length: 3 }, () => openShared(location))
    const all = [db, ...others]
    await Promise.all(all.map((each) => unlock(each, config, BY)))
    for (const each of all) await record(each, 'Rosa', 'incident.open')
    expect(await firstBrokenAudit(db)).toBeNull()
    await Promise.all(others.map((other) => other.destroy()))
  })

  test('is not made a second time by an instance with a folder of its own', async () => {
    const { db, location, config } = await installation()
    const [other, second] = [openShared(location), await instance()]
    const starts = await Promise.allSettled([unlock(db, config, BY), unlock(other, second, BY)])
    expect(starts.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const [winner, loser] = starts[0]?.status === 'fulfilled' ? [config, second] : [second, config]
    expect(readdirSync(loser.dataDir)).toEqual([])
    await expect(unlock(db, loser, BY)).rejects.toThrow(/Set SECRET_KEY to it, or copy secret\.key/)
    await unlock(other, { ...loser, secretKey: readFileSync(secretKeyFile(winner), 'utf8').trim() }, BY)
    await other.destroy()
  })

  test('comes from SECRET_KEY if that is set, and no file is made', async () => {
    const { db, config } = await installation()
    await unlock(db, { ...config, secretKey: OTHER }, BY)
    expect(readdirSync(config.dataDir)).toEqual([])
  })

  test('is refused if it is another, or none that can be read', async () => {
    const { db, config } = await installation()
    await unlock(db, config, BY)
    const wrong = unlock(db, { ...config, secretKey: OTHER }, BY)
    await expect(wrong).rejects.toThrow(/^SECRET_KEY is not the secret key of this database .*--accept-new-key/)
    await expect(wrong).rejects.not.toThrow(OTHER)
    await expect(unlockIfBound(db, { ...config, secretKey: OTHER })).rejects.toThrow(SecretKeyRefused)
    writeFileSync(secretKeyFile(config), 'half a key')
    await expect(unlock(db, config, BY)).rejects.toThrow(/is damaged/)
  })

  test('is still the only one where its fingerprint was deleted', async () => {
    const { db, config } = await installation()
    await unlock(db, config, BY)
    await record(db, 'Rosa', 'incident.open')
    const forget = () => db.deleteFrom('settings').where('name', '=', 'secret-key-fingerprint').execute()
    await forget()
    const wrong = { ...config, secretKey: OTHER }
    for (const open of [() => unlock(db, wrong, BY), () => unlockIfBound(db, wrong)])
      await expect(open()).rejects.toThrow(/^SECRET_KEY is not the secret key of this database .*--accept-new-key/)
    expect([await hasKeyOf(db, wrong), await hasKeyOf(db, config)]).toEqual([false, true])
    const empty = await instance()
    await expect(unlock(db, empty, BY)).rejects.toThrow(/Set SECRET_KEY to it, or copy secret\.key/)
    expect(readdirSync(empty.dataDir)).toEqual([])
    expect(await unlock(db, config, BY)).toBe(false)
    await expect(unlock(db, wrong, BY)).rejects.toThrow(SecretKeyRefused)
    await record(db, 'Rosa', 'incident.update')
    expect(await firstBrokenAudit(db)).toBeNull()
    await forget()
    expect(await acceptNewKey(db, wrong, BY)).toBe(true)
    await unlock(db, wrong, BY)
    expect(await firstBrokenAudit(db)).toBeNull()
  })

  test('is not made by what only reads', async () => {
    const { db, config } = await installation()
    expect([await unlockIfBound(db, config), readdirSync(config.dataDir)]).toEqual([false, []])
  })

  test('can be given up for another, when it is lost', async () => {
    const { db, config } = await installation()
    await unlock(db, config, BY)
    await record(db, 'Rosa', 'incident.open')
    const after = await instance()
    expect([await acceptNewKey(db, after, BY), await acceptNewKey(db, after, BY)]).toEqual([true, false])
    await expect(unlock(db, config, BY)).rejects.toThrow(SecretKeyRefused)
    // A server that was not stopped still has the old one.
    await expect(record(db, 'Rosa', 'incident.open')).rejects.toThrow(SecretKeyReplaced)
    await unlock(db, after, BY)
    expect(await firstBrokenAudit(db)).toBeNull()
  })
})

async function instance() {
  return { dataDir: await temporaryFolder('key'), secretKey: undefined as string | undefined }
}

test('the file of the secret key has a name that documents can name', () => {
  expect(secretKeyFile({ dataDir: '/data' })).toBe(join('/data', 'secret.key'))
})

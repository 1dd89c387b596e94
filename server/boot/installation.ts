import { join } from 'node:path'
import webpush from 'web-push'
import { write } from '../../db/open.ts'
import type { Db, Reader } from '../../db/schema/index.ts'
import { keepSetting, readSetting } from '../../db/system/settings.ts'
import { takeWriterLock } from '../../db/writer-lock.ts'
import { dictionary, localeOf } from '../../src/i18n/index.ts'
import type { Site } from '../../src/views.ts'
import { webPushKind } from '../channels/webpush/kind.ts'
import type { Config } from '../config/index.ts'
import { newSecret } from '../lib/secret/secrets.ts'

/** What belongs to this installation rather than to its configuration: created once, kept in the database. */
export interface Installation {
  /** Signs the links in mails. */
  linkSecret: string
  vapid: { subject: string; publicKey: string; privateKey: string }
}

/** Reads the installation's secrets, creating them on the first start. Concurrent processes agree on them. */
export async function loadInstallation(db: Db, config: Config): Promise<Installation> {
  const [linkSecret, keys] = await secrets(db)
  const vapidKeys = config.vapidKeys ?? (JSON.parse(keys) as { publicKey: string; privateKey: string })
  return { linkSecret, vapid: { subject: config.vapidSubject, ...vapidKeys } }
}

/** The site as it is now: the demonstration may be loaded or cleared while the server runs. */
export async function readSite(db: Reader, config: Config, { vapid }: Installation): Promise<Site> {
  const demo = (await readSetting(db, 'demo')) !== null
  const languages = config.plan.languages.map(localeOf)
  const locale = localeOf(config.plan.languages[0])
  return {
    name: config.name ?? (demo ? 'Northline Communications' : dictionary(locale).page.nameless),
    url: config.publicUrl,
    zone: config.plan.zone,
    locale,
    languages,
    pushKey: vapid.publicKey,
    pushChannel: webPushKind.name,
    demo,
    supportUrl: config.supportUrl ?? null,
    ...(config.brand && { brand: config.brand }),
    mailIsAnswered: config.emailReplyTo !== undefined,
  }
}

async function secrets(db: Db): Promise<[string, string]> {
  const known = [await readSetting(db, 'link_secret'), await readSetting(db, 'vapid_keys')]
  if (known[0] && known[1]) return [known[0], known[1]]
  return write(db, async (trx) => {
    await takeWriterLock(trx)
    return [
      await keepSetting(trx, 'link_secret', newSecret()),
      await keepSetting(trx, 'vapid_keys', JSON.stringify(webpush.generateVAPIDKeys())),
    ]
  })
}

/** The location of the database, from the configuration. */
export function databaseLocation(config: Pick<Config, 'databaseUrl' | 'dataDir'>): { file: string } | { url: string } {
  return config.databaseUrl ? { url: config.databaseUrl } : { file: join(config.dataDir, 'signalpost.sqlite') }
}

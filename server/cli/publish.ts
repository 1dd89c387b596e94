import { join } from 'node:path'
import { loadInstallation, readSite } from '../boot/installation.ts'
import { createPublisher, type Publisher } from '../publish/engine/publisher.ts'
import { loadRenderer } from '../publish/render/renderer.ts'
import { CommandFailure, EXIT } from './exit.ts'
import type { Session } from './session.ts'

/** Publishes what this command wrote: through the running server if there is one, else in this process. */
export async function publishNews(session: Session): Promise<void> {
  await withPublisher(session, 'Saved, but not published yet', async (publisher) => {
    await publisher.start()
    await publisher.publish()
    await publisher.settled()
  })
}

/** Renders all pages and feeds again; resolves when they are written. */
export async function publishEverything(session: Session): Promise<void> {
  await withPublisher(session, 'Not everything could be rendered again', (publisher) => publisher.publishAll())
}

async function withPublisher(
  session: Session,
  failure: string,
  work: (publisher: Publisher) => Promise<void>,
): Promise<void> {
  try {
    const publisher = await publisherOf(session)
    await work(publisher).finally(() => publisher.close())
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new CommandFailure(`${failure}: ${why}`, EXIT.failed)
  }
}

async function publisherOf({ db, config, act }: Session): Promise<Publisher> {
  const installation = await loadInstallation(db, config)
  return createPublisher({
    db,
    folder: join(config.dataDir, 'site'),
    renderer: loadRenderer(),
    site: () => readSite(db, config, installation),
    plan: config.plan,
    clock: () => act().now,
    report: (error, what) => process.stderr.write(`${what}: ${error instanceof Error ? error.message : error}\n`),
  })
}

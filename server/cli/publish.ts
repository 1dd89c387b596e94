import { join } from 'node:path'
import { loadInstallation, readSite } from '../boot/installation.ts'
import { messageOf } from '../lib/error-code.ts'
import { createPublisher, type Publisher } from '../publish/engine/publisher.ts'
import type { Report } from '../publish/engine/report.ts'
import { loadRenderer } from '../publish/render/renderer.ts'
import { createDraw, perCause } from '../publish/share/drawer.ts'
import { CommandFailure, EXIT } from './exit.ts'
import type { Session } from './session.ts'

/**
 * Publishes what this command wrote: through the running server if there is one, else in this process. Throws
 * `CommandFailure` if anything that it changes is not on the page.
 */
async function publishNews(session: Session): Promise<void> {
  await withPublisher(session, 'Saved, but not published yet', async (publisher) => {
    await publisher.start()
    // Whatever fails, the rest is still published.
    await publisher.publish().finally(() => publisher.settled())
  })
}

/** The same around what tells of an act: that is told in any case, since nobody is to do it twice. */
export async function publishAndTell(session: Session, tell: () => unknown): Promise<void> {
  const failure = await publishNews(session).catch((error: unknown) => error)
  await tell()
  if (failure) throw failure
}

/** Renders all pages and feeds again; resolves when they are written, and throws `CommandFailure` if any is not. */
export async function publishEverything(session: Session): Promise<void> {
  await withPublisher(session, 'Not everything could be rendered again', (publisher) => publisher.publishAll())
}

async function withPublisher(
  session: Session,
  failure: string,
  work: (publisher: Publisher) => Promise<void>,
): Promise<void> {
  // Told as they happen, and all together at the end.
  const faults = new Set<string>()
  const report = (error: unknown, what: string) => {
    faults.add(what)
    process.stderr.write(`${what}: ${messageOf(error)}\n`)
  }
  try {
    const publisher = await publisherOf(session, report)
    await work(publisher).finally(() => publisher.close())
    for (const path of publisher.failing()) faults.add(`could not publish ${path}`)
  } catch (error) {
    if (faults.size === 0) throw new CommandFailure(`${failure}: ${messageOf(error)}`, EXIT.failed)
  }
  if (faults.size > 0) throw new CommandFailure([`${failure}:`, ...named(faults)].join('\n'), EXIT.failed)
}

const NAMED = 50

function named(faults: ReadonlySet<string>): string[] {
  const lines = [...faults].map((what) => `  - ${what}`)
  return lines.length > NAMED ? [...lines.slice(0, NAMED), `  - and ${lines.length - NAMED} more`] : lines
}

async function publisherOf({ db, config, act }: Session, report: Report): Promise<Publisher> {
  const installation = await loadInstallation(db, config)
  return createPublisher({
    db,
    folder: join(config.dataDir, 'site'),
    renderer: loadRenderer(),
    site: () => readSite(db, config, installation),
    plan: config.plan,
    logos: config.logos,
    draw: createDraw(),
    clock: () => act().now,
    report,
    undrawn: perCause((error, what) => void process.stderr.write(`${what}: ${messageOf(error)}\n`)),
  })
}

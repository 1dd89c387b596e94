import { Command } from 'commander'
import { auditKeyOf } from '../../db/system/audit-key.ts'
import { loadConfig } from '../config/index.ts'
import { keyRefusal, trailFindings, triggerFindings } from './doctor/audit.ts'
import { configurationFindings } from './doctor/configuration.ts'
import { consistencyFindings, contentFindings, deliveryFindings } from './doctor/content.ts'
import { openExamined, schemaFindings, writingFindings } from './doctor/database.ts'
import { examine } from './doctor/examine.ts'
import type { Check, Examined, ExaminedData, Finding } from './doctor/finding.ts'
import { firstSteps } from './doctor/first/steps.ts'
import { heartbeatFindings } from './doctor/heartbeat.ts'
import { ladderFindings } from './doctor/ladder.ts'
import { brandFindings } from './doctor/look/brand.ts'
import { breakGlassFindings } from './doctor/look/break-glass.ts'
import { signInFindings } from './doctor/look/sign-in.ts'
import { mailFindings } from './doctor/mail/mail.ts'
import { programmeFindings } from './doctor/programmes.ts'
import { proofFindings } from './doctor/proof.ts'
import { proxyFindings } from './doctor/proxies.ts'
import { publicUrlFindings } from './doctor/public-url.ts'
import { pushFindings } from './doctor/push.ts'
import { storageFindings } from './doctor/storage.ts'
import { CommandFailure, EXIT } from './exit.ts'
import { withReadingSession } from './session.ts'

export function doctorCommand(): Command {
  return new Command('doctor')
    .description(
      'Try every part as it will be used: configuration, database, disk, keys, address, mail, push, ladder, heartbeat, audit chain, consistency. Changes nothing, sends nothing but a ping to HEARTBEAT_URL.',
    )
    .option('--first', 'instead, list what an installation needs before customers see it, in order, with what is done')
    .option(
      '--proof <file>',
      'instead, check a proof of notice: made here, not altered, and its audit trail still there',
    )
    .action(({ first, proof }: { first?: true; proof?: string }) => {
      if (proof !== undefined) return showProof(proof)
      return first ? showFirstSteps() : showFindings()
    })
}

async function showProof(path: string): Promise<void> {
  await withReadingSession(async ({ db }) => {
    if (!auditKeyOf(db)) throw new CommandFailure('The database has no secret key yet: nothing was sealed here.')
    const findings = await proofFindings(db, path)
    for (const finding of findings) process.stdout.write(lineOf(finding))
    if (findings.some(({ level }) => level === 'fail'))
      throw new CommandFailure('The file is no proof here.', EXIT.failed)
  })
}

async function showFirstSteps(): Promise<void> {
  const examined = { config: loadConfig(), now: Date.now() }
  const { db } = await openExamined(examined.config)
  try {
    process.stdout.write(await firstSteps({ ...examined, db }))
  } finally {
    await db?.destroy()
  }
}

async function showFindings(): Promise<void> {
  const examined = { config: loadConfig(), now: Date.now() }
  const { db, findings: opening, isMissing } = await openExamined(examined.config)
  try {
    const refusal = db && (await keyRefusal({ ...examined, db }).catch(() => null))
    const data = db ? dataChecks({ ...examined, db }, refusal) : []
    const findings = [
      ...(await examine([{ part: 'configuration', look: () => configurationFindings(examined) }])),
      ...opening,
      ...(await examine([...data, ...surroundings({ ...examined, db })])),
    ]
    for (const finding of findings) process.stdout.write(lineOf(finding))
    const failed = findings.filter(({ level }) => level === 'fail').length
    if (failed === 0) return
    const words = [...(refusal ? [refusal] : []), `${failed} of ${findings.length} checks failed.`]
    throw new CommandFailure(words.join('\n'), refusal || isMissing ? EXIT.misconfigured : EXIT.failed)
  } finally {
    await db?.destroy()
  }
}

function dataChecks(data: ExaminedData, refusal: string | null): Check[] {
  return [
    { part: 'database', look: () => writingFindings(data) },
    { part: 'schema', look: () => schemaFindings(data) },
    { part: 'content', look: () => contentFindings(data) },
    { part: 'programmes', look: () => programmeFindings(data) },
    { part: 'proxies', look: () => proxyFindings(data) },
    { part: 'audit', look: () => trailFindings(data, refusal) },
    { part: 'audit', look: () => triggerFindings(data) },
    { part: 'consistency', look: () => consistencyFindings(data) },
    { part: 'ladder', look: () => ladderFindings(data) },
    { part: 'sign-in', look: () => breakGlassFindings(data) },
    { part: 'deliveries', look: () => deliveryFindings(data) },
  ]
}

/** What can be tried without a database, too. */
function surroundings(examined: Examined & { db: ExaminedData['db'] | null }): Check[] {
  return [
    { part: 'brand', look: () => brandFindings(examined) },
    { part: 'disk', look: () => storageFindings(examined) },
    { part: 'address', look: () => publicUrlFindings(examined) },
    { part: 'push', look: () => pushFindings(examined) },
    { part: 'mail', look: () => mailFindings(examined) },
    { part: 'heartbeat', look: () => heartbeatFindings(examined) },
    { part: 'sign-in', look: () => signInFindings(examined) },
  ]
}

function lineOf({ level, text, mend }: Finding): string {
  return `${level.padEnd(4)}  ${text}\n${mend ? `      → ${mend}\n` : ''}`
}

import {
  countBounces,
  deliveryOf,
  keepReport,
  markApplied,
  noteResult,
  waitingReports,
} from '../../../../db/delivery/mail-reports.ts'
import type { Trx } from '../../../../db/schema/index.ts'
import {
  changeSubscriberRow,
  findSubscriber,
  findSubscriberAt,
  switchOff,
} from '../../../../db/subscription/subscribers.ts'
import { emailKind } from '../../../channels/email/kind.ts'
import { isStaffLane } from '../../../channels/kind.ts'
import { ok, type Result } from '../../../domain/refusal.ts'
import {
  BOUNCES_WITHIN,
  endsAddress,
  isNews,
  type MailReport,
  offReason,
} from '../../../domain/subscription/mail-report.ts'
import { type ActionContext, record } from '../../context.ts'

/** A mail to staff that did not get there: nobody else would notice. */
export interface LostStaffMail {
  /** Masked. */
  address: string
  result: MailReport['result']
  why: string | null
}

/**
 * Notes what the mail provider reports, each report once; one that comes before its mail is known waits for it. An
 * address that is dead, or whose owner complained, is sent nothing more. Returns the mails to staff that are lost.
 */
export async function noteMailReport(ctx: ActionContext, report: MailReport): Promise<Result<LostStaffMail[]>> {
  return record(ctx, async (trx) => {
    const { id, reference, result, at, ...more } = report
    const row = { id, reference: reference ?? '', result, detail: JSON.stringify(more), at, received_at: ctx.now }
    if (!(await keepReport(trx, { ...row, applied_at: null }))) return ok([])
    return ok((await apply(trx, ctx, report)) ?? [])
  })
}

const CHUNK = 100

/** Notes what was reported before its mail was known. Returns the mails to staff that are lost. */
export async function noteWaitingReports(ctx: ActionContext): Promise<LostStaffMail[]> {
  if ((await waitingReports(ctx.db, 1)).length === 0) return []
  const noted = await record(ctx, async (trx) => {
    const lost: LostStaffMail[] = []
    for (const { id, reference, result, at, detail } of await waitingReports(trx, CHUNK)) {
      const report: MailReport = { ...JSON.parse(detail ?? '{}'), id, reference, result, at }
      lost.push(...((await apply(trx, ctx, report)) ?? []))
    }
    return ok(lost)
  })
  return noted.ok ? noted.value : []
}

/** Null: its mail is not known. */
async function apply(trx: Trx, ctx: ActionContext, report: MailReport): Promise<LostStaffMail[] | null> {
  const delivery = report.reference === null ? null : await deliveryOf(trx, report.reference)
  if (delivery === undefined) return null
  await markApplied(trx, report.id, ctx.now)
  if (delivery) {
    const known = delivery.result && { result: delivery.result, at: delivery.result_at ?? 0 }
    if (isNews(known, report)) await noteResult(trx, delivery, report)
  }
  const subscriber = delivery
    ? await findSubscriber(trx, delivery.subscriber_id)
    : await findSubscriberAt(trx, emailKind.name, addressOf(report))
  if (!subscriber) return []
  // They are sent all the same, whatever was said of an earlier mail.
  const isStaff = delivery ? isStaffLane(delivery.lane) : subscriber.source === 'staff'
  const bounces = report.result === 'bounced' ? await countBounces(trx, subscriber.id, ctx.now - BOUNCES_WITHIN) : 0
  const isOver = endsAddress(report, bounces)
  if (isOver && !(isStaff && subscriber.state === 'pending')) {
    await switchOff(trx, { id: subscriber.id, address: addressOf(report), why: offReason(report) }, ctx.now)
  }
  // Whoever left and calls the mail about it spam is asked nothing more, either.
  if (report.result === 'complained' && subscriber.state === 'off' && subscriber.address === addressOf(report)) {
    const change = { off_reason: offReason(report), left_behind: null, updated_at: ctx.now }
    await changeSubscriberRow(trx, subscriber.id, change)
  }
  const isLost = isOver || report.result === 'bounced' || report.result === 'failed'
  if (!isLost || !isStaff) return []
  return [{ address: emailKind.mask(addressOf(report)), result: report.result, why: report.why }]
}

/** As it is stored; what is no address of ours belongs to nobody. */
function addressOf({ to }: MailReport): string {
  const target = emailKind.parse(to)
  return target.ok ? target.value.address : ''
}

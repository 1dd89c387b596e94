import type { ConfirmationRequest, DesignationNotice, Notice } from '../domain/incident/notice.ts'
import type { RungNotice } from '../domain/ladder/notice.ts'
import type { MaintenanceNotice } from '../domain/maintenance/notice.ts'
import type { ArchivedNotice } from '../domain/platform/notice.ts'
import type { BreakGlassNotice } from '../domain/staff/break-glass.ts'
import type { AccountNotice } from '../domain/staff/notice.ts'
import type { DigestNotice } from '../domain/subscription/digest.ts'
import type { LeftNotice } from '../domain/subscription/leaving.ts'
import type { MovingNotice } from '../domain/subscription/moving.ts'
import type { OwnerNotice } from '../domain/subscription/owner.ts'
import type { Message, PreviewedMessage } from './channel.ts'

type AnyNotice = Notice &
  MaintenanceNotice &
  ArchivedNotice &
  DesignationNotice &
  RungNotice &
  AccountNotice &
  ConfirmationRequest &
  OwnerNotice &
  LeftNotice

/** What an event of a kind tells. We wrote its notice, so its shape follows from the kind. */
export function parseMessage(kind: string, notice: unknown): Message {
  if (kind === 'staff.preview') {
    const told = notice as { kind: string; notice: unknown }
    return { kind: 'preview', of: previewed(told.kind, told.notice) }
  }
  const said = notice as AnyNotice
  if (kind === 'subscription.requested') return { kind: 'confirmation', request: said }
  if (kind === 'subscription.owner') return { kind: 'owner', notice: said }
  if (kind === 'subscription.left') return { kind: 'left', notice: said }
  if (kind === 'subscription.moving') return { kind: 'moving', notice: notice as MovingNotice }
  if (kind === 'subscription.digest') return { kind: 'digest', notice: notice as DigestNotice }
  if (kind === 'subscription.test') return { kind: 'test' }
  if (kind === 'platform.archived') return { kind: 'archived', notice: said }
  if (kind === 'staff.account') return { kind: 'account', notice: said }
  if (kind === 'staff.break_glass') return { kind: 'break-glass', notice: notice as BreakGlassNotice }
  if (kind === 'staff.owed') return { kind: 'owed', notice: said }
  return kind === 'staff.p1g' ? { kind: 'designation', notice: said } : previewed(kind, said)
}

/** What subscribers are told of an incident or a window. */
export function previewed(kind: string, notice: unknown): PreviewedMessage {
  const said = notice as AnyNotice
  return kind.startsWith('maintenance.') ? { kind: 'maintenance', notice: said } : { kind: 'update', notice: said }
}

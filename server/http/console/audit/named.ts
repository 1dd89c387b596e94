import { auditNames, type NamedObject } from '../../../../db/audit/names.ts'
import type { Reader } from '../../../../db/schema/index.ts'
import type { AuditEntry } from '../../../../src/views.ts'
import type { AuditLine } from '../../../domain/audit.ts'
import { can } from '../../../domain/staff/can.ts'
import type { Role } from '../../../domain/vocabulary.ts'
import { deskPathOf } from '../../../lib/links.ts'

/** Entries with what they are about as it is called today, and the way to it for whoever may go there. */
export async function namedEntries(db: Reader, lines: readonly AuditLine[], role: Role): Promise<AuditEntry[]> {
  const objects = lines.map(({ object }) => object)
  const names = await auditNames(db, objects)
  return lines.map(({ previousHash: _, ...line }) => {
    const named = names.get(line.object)
    return { ...line, name: named?.name ?? null, href: named ? pageOf(line.object, named, role) : null }
  })
}

function pageOf(object: string, { of }: NamedObject, role: Role): string | null {
  const [noun = '', id = ''] = object.split('/')
  switch (noun) {
    case 'incident':
    case 'maintenance':
      return deskPathOf(noun, id)
    case 'update':
      return of && deskPathOf('incident', of)
    case 'organisation':
      return `/staff/organisations/${id}/`
    case 'contact':
      return `/staff/organisations/${of}/contacts/${id}/`
    case 'template':
      return `/staff/templates/${id}/`
    case 'platform':
      return can({ role }, 'platform.change') ? `/staff/platforms/${id}/` : null
    case 'person':
      return can({ role }, 'person.change') ? '/staff/people/' : null
    case 'token':
      return can({ role }, 'token.change') ? '/staff/tokens/' : null
    default:
      return null
  }
}

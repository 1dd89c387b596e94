import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { AddressObject, ParsedMail } from 'mailparser'
import { codeOf } from '../../lib/error-code.ts'

export interface Mail {
  name: string
  from: string
  to: string
  subject: string
  date: Date | null
  text: string
  /** As it was sent; not safe to show outside a sandbox. */
  html: string | null
  headers: { name: string; value: string }[]
}

/** The file names of the local mailbox, newest first: names begin with the time. */
export async function mailNames(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter(isMailName).sort().reverse()
  } catch (error) {
    // Nothing has been sent yet.
    if (codeOf(error) === 'ENOENT') return []
    throw error
  }
}

/** The bytes of one mail, or null. */
export async function mailBytes(folder: string, name: string): Promise<Buffer | null> {
  if (!isMailName(name)) return null
  try {
    return await readFile(join(folder, name))
  } catch {
    return null
  }
}

export async function readMail(folder: string, name: string): Promise<Mail | null> {
  const bytes = await mailBytes(folder, name)
  if (!bytes) return null
  // Loaded on demand: only the mailbox needs the parser.
  const { simpleParser } = await import('mailparser')
  return mailOf(name, await simpleParser(bytes, { skipTextToHtml: true, skipHtmlToText: true }))
}

/** Is it a plain file name, so that it cannot lead out of the folder? */
function isMailName(name: string): boolean {
  return /^[\w-]+\.eml$/.test(name)
}

function mailOf(name: string, mail: ParsedMail): Mail {
  return {
    name,
    from: mail.from?.text ?? '',
    to: addresses(mail.to),
    subject: mail.subject ?? '',
    date: mail.date ?? null,
    text: mail.text ?? '',
    html: mail.html || null,
    headers: mail.headerLines.map(({ key, line }) => ({ name: key, value: line.slice(line.indexOf(':') + 1).trim() })),
  }
}

function addresses(to: AddressObject | AddressObject[] | undefined): string {
  return [to ?? []]
    .flat()
    .map((address) => address.text)
    .join(', ')
}

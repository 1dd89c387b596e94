import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { AddressObject, ParsedMail } from 'mailparser'
import { codeOf } from '../../../lib/error-code.ts'

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

/** A link that opens an account to whoever has it. */
const ACCOUNT_LINK = /(\/staff\/setup\/)[\w-]+/g

/** The mail for those who are not administrators, and whether anything was taken from it: links that open an account are left out. */
export function withoutAccountLinks(mail: Mail): { mail: Mail; isWhole: boolean } {
  const hide = (text: string) => text.replace(ACCOUNT_LINK, '$1…')
  const headers = mail.headers.map(({ name, value }) => ({ name, value: hide(value) }))
  const shown = {
    ...mail,
    subject: hide(mail.subject),
    text: hide(mail.text),
    html: mail.html && hide(mail.html),
    headers,
  }
  return { mail: shown, isWhole: JSON.stringify(shown) === JSON.stringify(mail) }
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

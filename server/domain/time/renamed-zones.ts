import { isZone } from './zone.ts'

/** Zones that runtimes go on listing by the names that they had once (tz database, `backward`). */
export const RENAMED: Readonly<Record<string, string>> = {
  'Africa/Asmera': 'Africa/Asmara',
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'America/Catamarca': 'America/Argentina/Catamarca',
  'America/Coral_Harbour': 'America/Atikokan',
  'America/Cordoba': 'America/Argentina/Cordoba',
  'America/Godthab': 'America/Nuuk',
  'America/Indianapolis': 'America/Indiana/Indianapolis',
  'America/Jujuy': 'America/Argentina/Jujuy',
  'America/Louisville': 'America/Kentucky/Louisville',
  'America/Mendoza': 'America/Argentina/Mendoza',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
  'Pacific/Enderbury': 'Pacific/Kanton',
  'Pacific/Ponape': 'Pacific/Pohnpei',
  'Pacific/Truk': 'Pacific/Chuuk',
}

/**
 * The zone as it is spelled: "europe/berlin" is Europe/Berlin. Runtimes take any case, and give a zone under its present
 * name alone, so that an older one in small letters becomes that. What is no zone stays as it is.
 */
export function spelledZone(name: string): string {
  if (!isZone(name)) return name
  const known = presentName(new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone)
  return known.toLowerCase() === name.toLowerCase() || /(^|\/)[a-z]/.test(name) ? known : name
}

/** The name that a zone has today, if this machine knows it by that. */
export function presentName(zone: string): string {
  const renamed = RENAMED[zone]
  return renamed !== undefined && isZone(renamed) ? renamed : zone
}

import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { expect } from 'vitest'
import type { Db } from '../../../db/schema/index.ts'
import { DEFAULT_PLAN } from '../../../server/domain/plan/plan.ts'
import { createSnapshot } from '../../../server/publish/facts/snapshot.ts'
import { UptimeCache } from '../../../server/publish/facts/uptime-cache.ts'
import { type FeedFormat, type FeedScope, makeFeed } from '../../../server/publish/feeds/feeds.ts'
import { hours, START } from '../clock.ts'
import { SITE } from './site.ts'

export const EVERYTHING: FeedScope = { about: 'everything' }

/** A feed as it is at a time, nine hours after the start unless another is named. */
export async function feed(db: Db, scope: FeedScope, format: FeedFormat, now = START + hours(9)): Promise<string> {
  const snapshot = createSnapshot(db, SITE, DEFAULT_PLAN, now, await UptimeCache.read(db, START))
  return (await makeFeed(snapshot, scope, format)) ?? 'no feed'
}

/** An XML document, parsed only if it is one. */
// biome-ignore lint/suspicious/noExplicitAny: whatever the document holds.
export function strictly(xml: string): any {
  expect(XMLValidator.validate(xml)).toBe(true)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what XML 1.0 cannot carry.
  expect(xml).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u)
  return new XMLParser({ ignoreAttributes: false }).parse(xml)
}

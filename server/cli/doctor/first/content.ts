import { listPlatforms } from '../../../../db/platform/platforms.ts'
import type { Db } from '../../../../db/schema/index.ts'
import { findDemoPerson, listPeople } from '../../../../db/staff/people.ts'
import { listTokens } from '../../../../db/staff/tokens.ts'
import { readSetting } from '../../../../db/system/settings.ts'
import { can } from '../../../domain/staff/can.ts'
import { listProgrammes } from '../../../queries/programmes.ts'
import { databaseInWords } from '../../terminal/location.ts'
import type { Examined, ExaminedData } from '../finding.ts'
import type { Step } from './step.ts'

const COMMAND = 'npm run -s signalpost --'

export function databaseStep({ config }: Examined, db: Db | null): Step {
  const where = databaseInWords(config)
  return db
    ? { name: 'database', isDone: true, text: where, how: '' }
    : {
        name: 'database',
        isDone: false,
        text: `none that can be used (${where})`,
        how: 'npm start, once; "doctor" says what is wrong',
      }
}

/** What is kept in the database. */
export async function contentSteps({ db }: ExaminedData) {
  const isDemo = (await readSetting(db, 'demo')) !== null
  return {
    demonstration: isDemo ? demonstration() : [],
    platforms: await platforms(db),
    programmes: isDemo ? OF_THE_DEMONSTRATION : await programmes(db),
    tokens: await tokens(db),
  }
}

function demonstration(): Step[] {
  const text = 'is shown instead of your own content'
  return [{ name: 'demonstration', isDone: false, text, how: `${COMMAND} demo clear` }]
}

const OF_THE_DEMONSTRATION: Step = {
  name: 'programmes',
  isDone: false,
  text: 'those of the demonstration; yours come back when it is cleared',
  how: `${COMMAND} demo clear`,
}

async function platforms(db: Db): Promise<Step> {
  const all = await listPlatforms(db)
  const names = all.filter(({ demo }) => demo === 0).map(({ name }) => name)
  const none = all.length > 0 ? 'none but those of the demonstration' : 'none: customers have nothing to follow'
  const text = names.length > 0 ? inShort(names) : none
  return {
    name: 'platforms',
    isDone: names.length > 0,
    text,
    how: `${COMMAND} platform add zoom-phone --name 'Zoom Phone' --group Voice`,
  }
}

async function programmes(db: Db): Promise<Step> {
  const all = await listProgrammes(db)
  const resting = all.filter(({ platforms }) => platforms.length === 0).map(({ id }) => id)
  const how = `${COMMAND} maintenance programmes --about ${resting[0] ?? 'monthly'}=PLATFORM,PLATFORM (those that are not yours may rest)`
  if (all.length === 0) return { name: 'programmes', isDone: false, text: 'none yet; the next start makes them', how }
  const text =
    resting.length > 0
      ? `without platforms, so without windows: ${inShort(resting)}`
      : `${all.length} with their platforms`
  // Whoever has none of some programmes' work lets those rest.
  const someRest = resting.length < all.length ? null : false
  return { name: 'programmes', isDone: resting.length === 0 ? true : someRest, text, how }
}

async function tokens(db: Db): Promise<Step> {
  const inForce = (await listTokens(db)).filter(({ revoked_at }) => revoked_at === null)
  const demo = await findDemoPerson(db)
  const people = (await listPeople(db)).filter(({ id, disabledAt }) => disabledAt === null && id !== demo?.id)
  const desk = [...people, ...inForce].filter(({ role }) => can({ role }, 'incident.open')).map(({ name }) => name)
  const text = desk.length > 0 ? `may post: ${inShort(desk)}` : 'nobody can post'
  return { name: 'tokens', isDone: desk.length > 0, text, how: `${COMMAND} token create --name desk --role agent` }
}

function inShort(names: readonly string[]): string {
  const shown = names.slice(0, 4).join(', ')
  return names.length > 4 ? `${shown} and ${names.length - 4} more` : shown
}

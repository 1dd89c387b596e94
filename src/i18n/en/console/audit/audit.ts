import { acts, nouns } from './acts.ts'

/** Who did what, when and why, and whether anybody changed that afterwards. */
export const audit = {
  title: 'Audit trail',
  lead: 'Each act of staff, of programs and of the clock. Nobody can change or delete an entry.',
  acts,
  nouns,
  /** Whoever acted and is nobody: by the name in the trail. */
  nobody: { clock: 'The clock', start: 'A start of Signalpost', public: 'A visitor' } as Readonly<
    Record<string, string>
  >,
  by: (who: string, did: string) => `${who} ${did}`,
  filter: 'Filter',
  labels: { actor: 'By whom', act: 'What was done', object: 'About what', from: 'From', to: 'Up to and with' },
  anybody: 'Anybody',
  anything: 'Anything',
  allAbout: (noun: string) => `${noun}: all`,
  objectHint: 'An id, such as incident/k3jx0a9b2c1d, or the address of its page.',
  dayHint: (zone: string) => `Days in ${zone}.`,
  show: 'Show',
  all: 'The whole trail',
  fault: {
    object: 'It must be an id, such as incident/k3jx0a9b2c1d, or the address of its page at the desk.',
    date: 'It must be a day, such as 2026-11-22.',
    order: 'It must not be before the first day.',
  },
  list: 'Entries, the newest first',
  none: 'There is no entry yet.',
  noneFound: 'No entry fits this filter.',
  toNewest: 'To the newest',
  older: 'Older entries',
  detail: 'Details',
  detailOf: (entry: number) => `Details of entry ${entry}`,
  entry: (id: number) => `entry ${id}`,
  onlyThis: 'All about it',
  onlyThisOf: (name: string) => `All about ${name}`,
  onlyBy: (name: string) => `All by ${name}`,
  nothing: 'none',
  yes: 'yes',
  no: 'no',
  turned: (from: string, to: string) => `${from} → ${to}`,
  shortened: 'More than can be shown here: the file has all of it.',
  act: 'Act',
  about: 'About',
  hash: 'Hash',
  export: 'Save as a table (CSV)',
  exportHint: 'What the filter shows, oldest first, with the hashes of the chain.',
  check: {
    title: 'Is the trail whole?',
    lead: 'Each entry carries a hash of the one before it under the secret key. This looks through all of them; with 100,000 entries it takes a few seconds, in which everything else goes on.',
    button: 'Check the chain',
    again: 'Check it again',
    empty: 'There is no entry to check yet.',
    whole: (entries: string, since: string) => `The chain is whole: ${entries}, since ${since}.`,
    entries: (count: number) => (count === 1 ? '1 entry' : `${count.toLocaleString('en')} entries`),
    broken: (entry: number, time: string) =>
      `The chain breaks at entry ${entry}, of ${time}: somebody changed the database by hand.`,
    cut: (entry: number) =>
      `Entry ${entry} and what followed it are missing: somebody changed the database by hand, or restored an older copy.`,
    before: (entry: number) => `What stands before entry ${entry} is as it was written.`,
    toBreak: 'Show where it breaks',
    keyedFrom: (entry: number) =>
      `Entries before ${entry} are from before the secret key: whoever could write the database then could have changed them before entry ${entry} was made.`,
    former: (from: number, to: number) =>
      `Entries ${from} to ${to} were made under a secret key that was given up: they are as they were when that happened, no more is known.`,
    took: (time: string, seconds: string) => `Checked at ${time}, in ${seconds} s.`,
  },
}

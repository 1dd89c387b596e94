/** The desk's templates. */
export const templates = {
  title: 'Templates',
  lead: 'What an update begins with. {platforms}, {case} and {eta} are filled in; nothing is posted while one of them stands in it.',
  make: 'New template',
  makeTitle: 'New template',
  change: 'Change',
  changeOf: (name: string) => `Change: ${name}`,
  /** Said once, on the page that follows. */
  made: (name: string) => `The template “${name}” is made.`,
  saved: (name: string) => `The template “${name}” is saved.`,
  removed: (name: string) => `The template “${name}” is removed.`,
  none: 'There is no template.',
  onlyLeads: 'A lead changes them.',
  anyPlatform: 'All platforms',
  filled: 'Filled in',
  standing: 'As it is now',
  meanwhile:
    'Somebody has changed it meanwhile. Look at what is there now; what you typed is kept. Press again to replace it.',
  /** What fills the example. */
  example: { case: 'TEC-1234' },
  missing: (names: string) => `Nothing to fill in for ${names}: it could not be posted yet.`,
  labels: { name: 'Name', phase: 'Phase', platforms: 'Platforms', title: 'Title of a new incident', body: 'Text' },
  platformsHint: 'None: it fits all.',
  titleHint: 'Leave it empty for none.',
  bodyHint: 'Markdown, with {platforms}, {case} and {eta}.',
  check: 'Show it filled in',
  save: 'Save',
  remove: 'Delete this template',
  removeLead: 'What was written with it stays as it is.',
  all: 'All templates',
}

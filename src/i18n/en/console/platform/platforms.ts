const count = new Intl.NumberFormat('en')
const all = new Intl.ListFormat('en')
const people = (many: number) => (many === 1 ? '1 person' : `${count.format(many)} people`)

/** What customers use and follow. */
export const platforms = {
  title: 'Platforms',
  lead: 'What customers use and follow, in the order of the page.',
  add: 'Add a platform',
  addTo: (group: string) => `Add a platform to ${group}`,
  addTitle: 'Add a platform',
  order: 'Change the order',
  all: 'All platforms',
  search: 'Name, group or id',
  find: 'Find',
  noneFound: (query: string) => `No platform is found for “${query}”.`,
  onlyAdmins: 'An administrator changes them.',
  rename: 'Rename the group',
  renameOf: (group: string) => `Rename the group ${group}`,
  many: (many: number) => (many === 1 ? '1 platform' : `${count.format(many)} platforms`),
  archivedOf: (many: number) => `Archived (${count.format(many)})`,
  archivedLead: 'No longer in use. Their past stays; each can be brought back.',
  publicPage: 'Its public page',
  labels: { id: 'Id', name: 'Name', group: 'Group', description: 'Description' },
  idHint: 'Lower-case letters, digits and single hyphens, such as zoom-phone. It is part of its addresses, for ever.',
  nameHint: 'As customers know it.',
  groupHint: 'The heading under which the page lists it. A name that is new makes a group.',
  descriptionHint: 'One sentence that explains it. Leave it empty for none.',
  addNow: 'Add it',
  save: 'Save',
  added: (name: string) => `${name} is added. It stands last in its group.`,
  saved: (name: string) => `${name} is saved.`,
  unchanged: (name: string) => `${name} was so already.`,
  archive: 'Archive this platform',
  bringBack: 'Bring it back',
  isArchived: 'It is archived: no longer in use. Its past stays.',
  group: (name: string) => `the group ${name}`,
  nothing: 'nothing',
  quoted: (text: string) => `“${text}”`,
  meanwhile: (is: string, yours: string) =>
    `Somebody has changed it meanwhile: it is ${is} now. You typed ${yours}. Press again to replace it.`,
  seenOther: 'Somebody has changed this meanwhile. Look at what is there now, and press again if you still mean it.',
}

/** Platforms and groups in another order. */
export const platformOrder = {
  title: 'Order of the platforms',
  lead: 'Move one up or down, which is saved at once; or type the places that some should have, and save them together.',
  place: (name: string) => `Place of ${name}`,
  placeOfGroup: (name: string) => `Place of the group ${name}`,
  up: (name: string) => `Move ${name} up`,
  down: (name: string) => `Move ${name} down`,
  save: 'Save the order',
  wrong: (many: number) => `Type a whole number from 1 to ${count.format(many)}.`,
  saved: 'The order is saved.',
  unchanged: 'The order was so already.',
  moved: (name: string, place: number, many: number) =>
    `${name} stands in place ${count.format(place)} of ${count.format(many)} now.`,
  meanwhile:
    'Somebody has changed the platforms or their order meanwhile. This is how they stand now; the places that you typed are kept. Press again to move them.',
}

/** The name of a group. */
export const platformGroup = {
  title: (name: string) => `Rename the group ${name}`,
  lead: (many: number) =>
    `${many === 1 ? 'Its platform moves with it' : `Its ${count.format(many)} platforms move with it`}. Nobody is told. Readers of Statuspage’s format see the same group under another name.`,
  named: (teams: string[], people: string[]) =>
    `The configuration file names this group: ${all.format([
      ...(teams.length > 0 ? [`“teams” for ${all.format(teams)}`] : []),
      ...(people.length > 0 ? [`“support” for ${all.format(people)}`] : []),
    ])}. Write the new name there as well, and start Signalpost anew: until then they answer for it no more.`,
  labels: { name: 'Name' },
  save: 'Rename it',
  saved: (name: string) => `The group is called ${name} now.`,
}

/** What archiving does, before it is done. */
export const platformArchiving = {
  title: (name: string) => `Archive ${name}`,
  inTheWay: 'First',
  inTheWayLead: 'It is still in use. It can be archived once this is done:',
  goes: 'What goes',
  goesLead: 'It leaves the front page and the forms of the desk, and no forecast of maintenance names it any more.',
  lastOfGroup: (group: string) => `It is the last one of the group ${group}, whose heading goes with it.`,
  named: (teams: string[], people: string[]) =>
    `The configuration file still names that group: ${all.format([
      ...(teams.length > 0 ? [`“teams” for ${all.format(teams)}`] : []),
      ...(people.length > 0 ? [`“support” for ${all.format(people)}`] : []),
    ])}. Take it out there.`,
  told: 'Who is told',
  nobodyTold: 'Nobody follows it: nobody is told.',
  followers: (many: number) =>
    `${people(many)} who ${many === 1 ? 'follows' : 'follow'} it ${many === 1 ? 'is' : 'are'} told once that it is no longer in use, and ${many === 1 ? 'keeps' : 'keep'} what else they follow.`,
  nothingElse: (many: number, told: number) => {
    const who =
      many === told
        ? told === 1
          ? 'They follow'
          : 'All of them follow'
        : `${count.format(many)} of them ${many === 1 ? 'follows' : 'follow'}`
    return `${who} nothing else, and can choose something by a link in the message.`
  },
  stays: 'What stays',
  past: 'Its past: incidents, maintenance, uptime, months and reports go on naming it, and its own page stays.',
  organisations: (many: number, names: string[]) =>
    `${many === 1 ? '1 organisation goes' : `${count.format(many)} organisations go`} on naming it: ${all.format(
      many > names.length ? [...names, `${count.format(many - names.length)} more`] : names,
    )}. Nothing is sent to them about it.`,
  noOrganisations: 'No organisation names it.',
  templates: (names: string[]) =>
    `${names.length === 1 ? 'The template' : 'The templates'} ${all.format(names)} ${names.length === 1 ? 'names' : 'name'} it as well, and ${names.length === 1 ? 'stays' : 'stay'} for the other platforms.`,
  templatesAlone: (names: string[]) =>
    `${names.length === 1 ? 'The template' : 'The templates'} ${all.format(names)} ${names.length === 1 ? 'is' : 'are'} for it alone: no update is offered ${names.length === 1 ? 'it' : 'them'} any more.`,
  noTemplates: 'No template names it.',
  back: 'It can be brought back. Nobody is told of that, and those who followed it follow it again.',
  archive: 'Archive it',
  archived: (name: string) => `${name} is archived.`,
  wasArchived: (name: string) => `${name} was archived already.`,
  broughtBack: (name: string) => `${name} is in use again.`,
  backTitle: (name: string) => `Bring ${name} back`,
  backLead:
    'It stands on the front page and in the forms again, in its old place. Nobody is told of it; whoever followed it is told of its incidents and maintenance again.',
  bringBack: 'Bring it back',
  keep: 'Leave it as it is',
}

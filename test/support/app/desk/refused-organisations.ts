import { makeOrganisationLink } from '../../../../server/actions/organisation/make-organisation-link.ts'
import { MOST_CONTACTS, MOST_LINKS } from '../../../../server/domain/contact/contact.ts'
import { addContact, addOrganisation } from '../../organisations/organisations.ts'
import type { Answer, RefusingDesk } from './refusals.ts'

const LIST = '/staff/organisations/'
const NAMED: [string, string][] = [
  ['name', 'Bob'],
  ['email', 'bob@customer.example'],
  ['do', 'do'],
]

/** The same of organisations and their contacts. */
export const REFUSED_ORGANISATIONS: [code: string, act: (desk: RefusingDesk) => Promise<Answer>][] = [
  [
    'invalid',
    (d) =>
      d.send(`${LIST}new/`, [
        ['name', ''],
        ['platforms', 'nowhere'],
        ['do', 'do'],
      ]),
  ],
  [
    'customer_number_taken',
    async (d) => {
      const typed: [string, string][] = [
        ['name', 'Acme'],
        ['customerNumber', '10042'],
        ['do', 'do'],
      ]
      await d.send(`${LIST}new/`, typed)
      return d.send(`${LIST}new/`, typed)
    },
  ],
  [
    'contact_there',
    async (d) => {
      const acme = await addOrganisation(d.app.db, 'Acme')
      await d.send(`${LIST}${acme}/contacts/new/`, NAMED)
      return d.send(`${LIST}${acme}/contacts/new/`, NAMED)
    },
  ],
  [
    'too_many_contacts',
    async (d) => {
      const acme = await addOrganisation(d.app.db, 'Acme')
      for (let n = 0; n < MOST_CONTACTS; n++) await addContact(d.app.db, acme, `n${n}@customer.example`)
      return d.send(`${LIST}${acme}/contacts/new/`, NAMED)
    },
  ],
  [
    'too_many_links',
    async (d) => {
      const acme = await addOrganisation(d.app.db, 'Acme')
      for (let n = 0; n < MOST_LINKS; n++) await makeOrganisationLink(d.app.ctx(), acme)
      return d.send(`${LIST}${acme}/links/`, [['do', 'make']])
    },
  ],
  [
    'changed_meanwhile',
    async (d) => {
      const acme = await addOrganisation(d.app.db, 'Acme', ['voice'])
      return d.send(`${LIST}${acme}/`, [
        ['was.name', 'Acme Ltd'],
        ['name', 'Acme Inc.'],
        ['was.platforms', ''],
        ['platforms', 'chat'],
        ['do', 'do'],
      ])
    },
  ],
  [
    'changed_meanwhile',
    async (d) =>
      d.send(`${LIST}${await addOrganisation(d.app.db, 'Acme')}/`, [
        ['seen', 'another'],
        ['do', 'remove'],
      ]),
  ],
  [
    'request_ended',
    async (d) =>
      d.send(`${LIST}${await addOrganisation(d.app.db, 'Acme')}/requests/`, [
        ['request', 'gone00000000'],
        ['do', 'dismissed'],
      ]),
  ],
]

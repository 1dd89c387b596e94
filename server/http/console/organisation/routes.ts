import type { Hono } from 'hono'
import type { AppDeps, Env } from '../../deps.ts'
import { allowed } from '../access.ts'
import { addContact, contactPage, takeContact } from './contact.ts'
import { takeLink } from './links.ts'
import { listPage } from './list.ts'
import { merge, mergePage } from './merge.ts'
import { add, newPage, organisationPage, take } from './organisation.ts'
import { takeRequest } from './requests.ts'

/** Customers and whom they named: read by all staff, changed by leads. */
export function organisationRoutes(app: Hono<Env>, deps: AppDeps): void {
  const [reads, changes] = [allowed(deps, 'contact.read'), allowed(deps, 'contact.change')]

  app.get('/staff/organisations/', reads, (c) => listPage(c, deps))
  app.get('/staff/organisations/new/', changes, (c) => newPage(c, deps))
  app.post('/staff/organisations/new/', changes, (c) => add(c, deps))
  app.get('/staff/organisations/:id/', reads, (c) => organisationPage(c, deps, c.req.param('id')))
  app.post('/staff/organisations/:id/', changes, (c) => take(c, deps, c.req.param('id')))

  app.post('/staff/organisations/:id/links/', changes, (c) => takeLink(c, deps, c.req.param('id')))
  app.post('/staff/organisations/:id/requests/', changes, (c) => takeRequest(c, deps, c.req.param('id')))
  app.get('/staff/organisations/:id/merge/', changes, (c) => mergePage(c, deps, c.req.param('id')))
  app.post('/staff/organisations/:id/merge/', changes, (c) => merge(c, deps, c.req.param('id')))

  app.get('/staff/organisations/:id/contacts/new/', changes, (c) =>
    contactPage(c, deps, { id: c.req.param('id'), contactId: null }),
  )
  app.post('/staff/organisations/:id/contacts/new/', changes, (c) => addContact(c, deps, c.req.param('id')))
  app.get('/staff/organisations/:id/contacts/:contact/', changes, (c) =>
    contactPage(c, deps, { id: c.req.param('id'), contactId: c.req.param('contact') }),
  )
  app.post('/staff/organisations/:id/contacts/:contact/', changes, (c) =>
    takeContact(c, deps, c.req.param('id'), c.req.param('contact')),
  )
}

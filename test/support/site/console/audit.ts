import type { AuditEntry, AuditView, ConsoleView } from '../../../../src/views.ts'

const AT = Date.parse('2026-11-22T20:42:00Z')
const asked = { actor: '', act: '', object: '', from: '', to: '' }
const [hash, incident] = ['9f2c'.repeat(16), 'incident/k3jx0a9b2c1d']

const entry = (
  id: number,
  actor: string,
  action: string,
  object: string,
  more: Partial<AuditEntry> = {},
): AuditEntry => ({
  ...{ id, actor, action, object, hash, at: AT - (100_041 - id) * 60_000, name: null, href: null, detail: null },
  ...more,
})

const about = { name: 'Inbound calls fail for several organisations', href: '/staff/incidents/k3jx0a9b2c1d/' }
const entries = [
  entry(100_041, 'staff/Ada Quill', 'platform.change', 'platform/zoom-phone', {
    ...{ name: 'Zoom Phone', detail: { name: { from: 'Zoom', to: 'Zoom Phone' }, archived: { from: 0, to: 1 } } },
  }),
  entry(100_040, 'staff/Bartholomew Featherstonehaugh-Cholmondeley', 'incident.update', incident, {
    ...about,
    detail: {
      phase: 'identified',
      body: 'The carrier has found the fault.\n\nCalls work again by 15:00.',
      etr: AT,
      notify: true,
    },
  }),
  entry(100_039, 'token/monitoring', 'incident.designate_p1g', incident, {
    ...{
      ...about,
      detail: { title: about.name, priority: 'P1G', platforms: [{ id: 'voice', impact: 'major_outage' }] },
    },
  }),
  entry(100_038, 'cli/root', 'subscribers.import', 'subscribers', { detail: { added: 1200, skipped: 3 } }),
  entry(100_037, 'clock', 'maintenance.started', 'maintenance/monthly-2026-11-20', { detail: { told: false } }),
  entry(100_036, 'staff/Ada Quill', 'something.older', 'thing/x', { detail: { text: 'long '.repeat(2000) } }),
]

const page: AuditView = {
  ...{ kind: 'console/audit', me: { name: 'Lea Lindqvist', role: 'lead' }, faults: [] },
  ...{ asked, isFiltered: false, isFirst: true, actors: ['clock', 'cli/root', 'staff/Ada Quill', 'token/monitoring'] },
  ...{ entries, path: '/staff/audit/', older: '/staff/audit/?before=100036', file: '/staff/audit/audit.csv' },
  checked: null,
}
const whole = { entries: 100_041, firstAt: AT - 9e9, broken: null, keyedFrom: 12, formerKeys: { from: 3, to: 11 } }

/** The audit trail: whole, broken, searched for nothing and in vain, and empty. */
export const auditViews: Record<string, ConsoleView> = {
  '/staff/audit/': { ...page, checked: { ...whole, at: AT, took: 2140 } },
  '/staff/audit/broken/': {
    ...{ ...page, isFirst: false },
    checked: { ...whole, at: AT, took: 900, broken: { id: 512, at: AT - 8e9, href: '/staff/audit/?before=513' } },
  },
  '/staff/audit/faults/': {
    ...{ ...page, isFiltered: true, entries: null, older: null },
    asked: { ...asked, actor: 'staff/Gone', act: 'incident', object: 'what?', from: '2026-13-01' },
    faults: [
      {
        field: 'object',
        says: 'It must be an id, such as incident/k3jx0a9b2c1d, or the address of its page at the desk.',
      },
      { field: 'from', says: 'It must be a day, such as 2026-11-22.' },
    ],
  },
  '/staff/audit/none/': { ...page, isFiltered: true, asked: { ...asked, act: 'demo' }, entries: [], older: null },
  '/staff/audit/empty/': { ...page, entries: [], actors: [], older: null },
}

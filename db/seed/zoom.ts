import { type SeedIncident, text } from './seed.ts'

export const ZOOM: readonly SeedIncident[] = [
  {
    title: 'Zoom Phone: outgoing calls failing at times',
    priority: 'P2',
    posted: { daysAgo: 55, at: '13:30' },
    openedBefore: 25,
    vendor: 'Zoom',
    platforms: { 'zoom-phone': 'partial_outage' },
    steps: [
      {
        after: 0,
        body: 'Between one in ten and one in five outgoing calls from Zoom Phone ends with *call failed* after ten seconds; a second attempt usually succeeds. Incoming calls and meetings are not affected.',
      },
      {
        after: 65,
        phase: 'identified',
        body: 'The failing calls never reach us: they are lost between two of Zoom’s own regions. Zoom has published it on [its status page](https://status.zoom.us/) and is investigating. We will repeat here what concerns calls with our numbers.',
      },
      {
        after: 170,
        body: 'Zoom has moved calls of North American accounts away from the faulty region. We see one failure in fifty now.',
        platforms: { 'zoom-phone': 'degraded_performance' },
      },
      {
        after: 262,
        phase: 'monitoring',
        body: 'No failed call for half an hour. Zoom is monitoring too.',
        platforms: { 'zoom-phone': 'operational' },
      },
      { after: 351, phase: 'resolved', body: 'Zoom has closed its incident, and we see the usual success rate.' },
    ],
  },
  {
    title: 'Zoom Phone desk phones without dial tone',
    priority: 'P1',
    posted: { daysAgo: 6, at: '11:41' },
    openedBefore: 7,
    startedBefore: 12,
    platforms: { 'zoom-phone': 'partial_outage', fax: 'degraded_performance' },
    steps: [
      {
        after: 0,
        body: 'Desk phones that we manage for Zoom Phone show *no service*, and analogue adapters used for fax machines are offline too. The Zoom app on computers and mobiles works for all calls.',
      },
      {
        after: 17,
        phase: 'identified',
        body: text(
          'The name that phones look up to find their configuration no longer resolved: an automatic clean-up removed its DNS record.',
          'The record is back. Phones ask again every ten minutes; restarting one brings it back at once.',
        ),
        platforms: { 'zoom-phone': 'degraded_performance' },
      },
      {
        after: 36,
        phase: 'monitoring',
        body: 'Nine out of ten phones and all fax adapters are back.',
        platforms: { fax: 'operational' },
      },
      {
        after: 74,
        phase: 'resolved',
        body: 'All phones that were online this morning are online again. The clean-up now refuses records that were queried within the last 30 days.',
      },
    ],
  },
]

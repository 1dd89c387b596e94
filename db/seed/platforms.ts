export interface SeedPlatform {
  id: string
  name: string
  group: string
  description: string
}

/** What Northline's customers use, in page order. A slug is for ever. */
export const PLATFORMS = [
  {
    id: 'teams-operator-connect',
    name: 'Operator Connect',
    group: 'Microsoft Teams',
    description: 'Calling in Teams with numbers assigned from the Teams admin center.',
  },
  {
    id: 'teams-direct-routing',
    name: 'Direct Routing',
    group: 'Microsoft Teams',
    description: 'Calling in Teams through our session border controllers, with your own dial plan.',
  },
  {
    id: 'teams-gcc-high',
    name: 'GCC High',
    group: 'Microsoft Teams',
    description: 'Calling in Teams for tenants in the United States government cloud.',
  },
  {
    id: 'webex-calling',
    name: 'Webex Calling',
    group: 'Cisco',
    description: 'Desk phones, the Webex app and numbers on Webex Calling.',
  },
  {
    id: 'cisco-ucm',
    name: 'Hosted UCM',
    group: 'Cisco',
    description: 'Cisco Unified Communications Manager and voicemail in our data centres.',
  },
  {
    id: 'zoom-phone',
    name: 'Zoom Phone',
    group: 'Zoom',
    description: 'Zoom Phone with our numbers and carriers, desk phones included.',
  },
  {
    id: 'contact-centre',
    name: 'Contact centre',
    group: 'Contact centre',
    description: 'Queues, agent desktop, call recording and reports.',
  },
  {
    id: 'sip-trunking',
    name: 'SIP trunking',
    group: 'Voice and messaging',
    description: 'Calls between your own phone system and the public network.',
  },
  {
    id: 'emergency-calling',
    name: 'Emergency calling',
    group: 'Voice and messaging',
    description: 'Routing of 911, 112 and other emergency numbers, and the addresses behind them.',
  },
  {
    id: 'messaging',
    name: 'SMS and MMS',
    group: 'Voice and messaging',
    description: 'Text and picture messages to and from your business numbers.',
  },
  {
    id: 'fax',
    name: 'Fax',
    group: 'Voice and messaging',
    description: 'Fax over IP for machines, and fax to and from e-mail.',
  },
  {
    id: 'skype-for-business',
    name: 'Skype for Business',
    group: 'Legacy',
    description: 'Hosted Skype for Business Server: calling, presence and meetings.',
  },
  {
    id: 'connect-portal',
    name: 'Connect portal',
    group: 'Portals',
    description: 'Orders, numbers, number ports and reports.',
  },
  {
    id: 'support-portal',
    name: 'Support portal',
    group: 'Portals',
    description: 'Cases, requests for changes and the knowledge base.',
  },
] as const satisfies readonly SeedPlatform[]

export type Slug = (typeof PLATFORMS)[number]['id']

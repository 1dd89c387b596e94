import type { Site } from '../../src/views.ts'
import type { PreviewNotice } from '../actions/staff/tell-staff.ts'
import type { EmailContent, MailSite } from '../channels/email/email.ts'
import type { PushPreview } from '../channels/preview.ts'
import type { PlatformState } from '../domain/vocabulary.ts'
import type { Renderer } from '../publish/render/renderer.ts'
import type { FramedPage } from './page.ts'
import type { Reach } from './reach.ts'

export interface PreviewDeps {
  site: Site
  /** The site as it is now. Default: `site`. */
  readSite?: () => Promise<Site>
  renderer: Pick<Renderer, 'render'>
  /** What mails say of the site, as the dispatcher has it. */
  mailSite: MailSite
}

/** What would follow if a command were given now. Nothing of it has happened; ids in it are nobody's. */
export interface Preview<C> {
  /** False: everything is so already, and nothing would happen. */
  changed: boolean
  consequence: C
  reach: Reach
  /** Null where the public is shown none: of a drill. */
  page: FramedPage | null
  /** What subscribers get; null where nobody is told. */
  mail: Pick<EmailContent, 'subject' | 'text' | 'html'> | null
  push: PushPreview | null
  /** What `sendPreview` sends. */
  message: PreviewNotice | null
}

/** A platform whose state would be another one. */
export interface StateChange {
  id: string
  name: string
  from: PlatformState
  to: PlatformState
}

import { DAY } from '../../domain/vocabulary.ts'

/** Where the pictures lie that are shown where a page is passed on. */
export const SITE_PICTURE = '/share.png'
export const picturePath = (id: string) => `/incidents/${id}/share.png`

/** How long an incident that is over has a picture of its own. */
export const PICTURE_KEPT = 30 * DAY

import type { HomeView } from '../../../src/views.ts'
import { home } from '../site/samples.ts'

/** Nothing is the matter. */
export const calm: HomeView = {
  ...home,
  open: [],
  groups: home.groups.map(({ name, platforms }) => ({
    name,
    platforms: platforms.map((one) => ({ ...one, state: 'operational' })),
  })),
}

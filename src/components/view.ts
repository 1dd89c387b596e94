import type { PageContext, View } from '../views.ts'

/** The page's view, known to be of its own kind; the renderer and `astro dev` route by that kind. */
export function viewAs<K extends View['kind']>(context: PageContext, kind: K): Extract<View, { kind: K }> {
  const { view } = context
  if (!isOf(view, kind)) throw new Error(`The ${kind} page was given a view of kind "${view.kind}".`)
  return view
}

function isOf<K extends View['kind']>(view: View, kind: K): view is Extract<View, { kind: K }> {
  return view.kind === kind
}

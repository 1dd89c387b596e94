/** What people read of a page: its main part without the markup, in whose place stands `between`. */
export function words(html: string | null, between = ''): string {
  return (html ?? '')
    .replace(/^[\s\S]*<main/, '<main')
    .replace(/<[^>]+>/g, between)
    .replace(/\s+/g, ' ')
}

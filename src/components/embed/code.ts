/** Code for other sites, as text. Names are anybody's: they are escaped for where they go. */

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function escaped(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign)
}

interface Picture {
  alt: string
  /** Whole addresses of the picture, and of the page that it leads to. */
  src: string
  href: string
}

export function badgeHtml({ alt, src, href }: Picture): string {
  return `<a href="${escaped(href)}"><img src="${escaped(src)}" alt="${escaped(alt)}"></a>`
}

export function badgeMarkdown({ alt, src, href }: Picture): string {
  const plain = alt.replace(/\s+/g, ' ').replace(/[\\[\]<>&*_`!]/g, '\\$&')
  return `[![${plain}](${src})](${href})`
}

export function bannerTag(site: string, chosen = ''): string {
  return `<script src="${escaped(site)}/embed/banner.js"${chosen} async></script>`
}

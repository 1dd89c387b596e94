type Context = import('./views.ts').PageContext

declare namespace App {
  interface Locals extends Context {}
}

// A second copy of a module: two pages that share one would each have to load it from a file of its own.
declare module '*/morph.ts?own' {
  export const morph: typeof import('./scripts/morph.ts').morph
}
declare module '*/times.ts?own' {
  export const clockOf: typeof import('./scripts/times.ts').clockOf
  export const showYourTimes: typeof import('./scripts/times.ts').showYourTimes
}
declare module '*/zone-name.ts?banner' {
  export const zoneNameAt: typeof import('../server/domain/time/zone-name.ts').zoneNameAt
}
declare module 'subset-font' {
  export default function subset(
    font: Buffer,
    text: string,
    options: {
      targetFormat: 'woff2'
      keepFeatures?: readonly string[]
      noHinting?: boolean
      preserveNameIds?: readonly number[]
    },
  ): Promise<Buffer>
}

/** Where the type face of headings lies; the build says so. */
declare const FACE: string
declare module '*/board.ts?own' {}
declare module '*/print.ts?own' {}

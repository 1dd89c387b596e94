/** Texts that break pages. */
export const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "'; alert(1); //",
  '</title><script>alert(1)</script>',
  '<!-- --> ]]> &amp; \u202e txt.exe',
  '{{constructor.constructor("alert(1)")()}}',
].join(' ')

export const LONG_WORD = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'.repeat(3)

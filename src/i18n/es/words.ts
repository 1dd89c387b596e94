import type { Translation } from '../en.ts'
import { writingOf } from '../intl.ts'

export const words: Translation['words'] = {
  ...writingOf('es'),
  allOperational: 'Todo funciona con normalidad',
  noPlatforms: 'Todavía no se muestran plataformas',
  // Said of a platform, whose name may be of either gender.
  state: {
    operational: 'Funcionamiento normal',
    under_maintenance: 'En mantenimiento',
    degraded_performance: 'Rendimiento degradado',
    partial_outage: 'Interrupción parcial',
    major_outage: 'Interrupción grave',
  },
  phase: {
    investigating: 'En investigación',
    identified: 'Identificado',
    monitoring: 'En observación',
    resolved: 'Resuelto',
  },
  priority: {
    P1G: 'P1G: un mismo problema que afecta a varias organizaciones, el caso maestro.',
    P1: 'P1: los servicios críticos de una sede no funcionan en absoluto.',
    P2: 'P2: los servicios críticos fallan en parte o de forma intermitente para varios usuarios.',
    P3: 'P3: un problema no crítico para varios usuarios, o un usuario sin ningún servicio.',
    P4: 'P4: un problema no crítico para un usuario.',
  },
  textIn: (language) => `Texto en ${language}`,
  writtenIn: (text, language) => `${text} (en ${language})`,
  masterCase: 'Caso maestro',
  withToken: (name) => `alguien con el token «${name}»`,
  byCommand: (account) => `alguien desde la línea de comandos del servidor (${account})`,
}

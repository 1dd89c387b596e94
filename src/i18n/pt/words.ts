import type { Translation } from '../en.ts'
import { writingOf } from '../intl.ts'

/** The shared vocabulary as the public reads it. */
export const words: Translation['words'] = {
  ...writingOf('pt-PT'),
  allOperational: 'Todos os sistemas operacionais',
  noPlatforms: 'Ainda não são apresentadas plataformas',
  state: {
    operational: 'Operacional',
    under_maintenance: 'Em manutenção',
    degraded_performance: 'Desempenho degradado',
    partial_outage: 'Interrupção parcial',
    major_outage: 'Interrupção grave',
  },
  phase: {
    investigating: 'Em investigação',
    identified: 'Identificado',
    monitoring: 'Em monitorização',
    resolved: 'Resolvido',
  },
  priority: {
    P1G: 'P1G: um só problema que afeta várias organizações, o caso principal.',
    P1: 'P1: serviços críticos totalmente indisponíveis em todo um local.',
    P2: 'P2: serviços críticos parcial ou intermitentemente indisponíveis para vários utilizadores.',
    P3: 'P3: perturbação não crítica para vários utilizadores, ou um utilizador totalmente sem serviço.',
    P4: 'P4: perturbação não crítica para um utilizador.',
  },
  textIn: (language) => `Texto em ${language}`,
  writtenIn: (text, language) => `${text} (em ${language})`,
  masterCase: 'Caso principal',
  withToken: (name) => `alguém com o token «${name}»`,
  byCommand: (account) => `alguém na linha de comandos do servidor (${account})`,
}

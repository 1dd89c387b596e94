import type { Translation } from '../../en.ts'

/** The support plan's recurring programmes, stored in the provider's language when they are set up. */
export const programmes: Translation['programmes'] = {
  monthly: {
    title: 'Manutenção mensal',
    description: 'São instaladas atualizações e correções de segurança nas nossas plataformas.',
    reason: 'As atualizações regulares mantêm o serviço seguro e fiável.',
  },
  'skype-certificate': {
    title: 'Certificado do Skype for Business',
    description: 'Os certificados são verificados e renovados.',
    reason: 'Os certificados têm de estar válidos para que as chamadas e o início de sessão funcionem.',
  },
  'connect-release': {
    title: 'Nova versão do Connect',
    description: 'É instalada uma nova versão do portal Connect; o portal também a anuncia.',
    reason: 'As novas versões trazem melhorias e correções de três em três semanas.',
  },
  /** What a window says that says nothing itself. */
  unscheduled: {
    title: 'Manutenção',
    description: 'São efetuados trabalhos de manutenção.',
    reason: 'Os trabalhos são necessários para que o serviço continue a funcionar bem.',
  },
}

import type { Translation } from '../../en.ts'
import { plural } from '../plural.ts'

export const subscribe: Translation['subscribe'] = {
  title: 'Receber atualizações',
  description: (site) => `Siga ${site} por e-mail, notificação do navegador ou feed.`,
  intro: 'Escolha o que quer seguir e como quer receber as notícias. Pode cancelar a qualquer momento.',
  what: 'O que seguir',
  everything: 'Tudo',
  everythingHint: 'Todas as plataformas, atuais e futuras, a não ser que escolha abaixo.',
  platforms: (n) =>
    plural(n, {
      one: 'Apenas uma plataforma',
      many: 'Apenas algumas de {n} de plataformas',
      other: 'Apenas algumas de {n} plataformas',
    }),
  incidents: 'Apenas um incidente em aberto',
  kinds: 'O que vai receber',
  incident: 'Incidentes',
  maintenance: 'Manutenção planeada',
  how: 'Como receber',
  comes:
    'Cada novidade assim que surge. Pode alterar ou cancelar em qualquer altura; o que segue um só incidente acaba com ele.',
  asked: 'Se este endereço puder receber e-mails, uma mensagem pede lá a confirmação no prazo de 24 horas.',
}

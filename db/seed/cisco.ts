import { type SeedIncident, text } from './seed.ts'

export const CISCO: readonly SeedIncident[] = [
  {
    title: 'Desk phones on Webex Calling re-registering after a firmware update',
    priority: 'P2',
    posted: { daysAgo: 88, at: '08:41' },
    openedBefore: 27,
    vendor: 'Cisco',
    platforms: { 'webex-calling': 'degraded_performance' },
    steps: [
      {
        after: 0,
        body: 'Some desk phones restart once or twice an hour and are unreachable for about two minutes each time. The Webex app on computers and mobiles is not affected: please use it where a phone keeps restarting.',
      },
      {
        after: 112,
        phase: 'identified',
        body: 'All affected phones are of the 6800 and 7800 series and received firmware from Cisco’s automatic channel overnight. We have paused that channel for every organisation we manage, so no further phone is updated.',
      },
      {
        after: 215,
        body: 'Cisco has confirmed the fault. Returning a phone to the previous firmware stops the restarts; we start with sites that have told us about reception desks and lifts. If you have such phones, add them to your case.',
        nextUpdateIn: 960,
        reason: 'Agreed with the customers who reported it: phones are changed overnight, site by site.',
      },
      {
        after: 1150,
        phase: 'monitoring',
        body: 'Four out of five affected phones run the previous firmware. The rest follow when they next restart by themselves, or at once when they are unplugged and plugged in again.',
        nextUpdateIn: 480,
        reason: 'Agreed with the customers who reported it: the remaining phones follow during the day.',
        platforms: { 'webex-calling': 'operational' },
      },
      {
        after: 1572,
        phase: 'resolved',
        body: 'No phone has restarted for six hours. Automatic firmware stays paused until Cisco’s corrected version has run a week on our own desks.',
      },
    ],
  },
  {
    title: 'Calls in and around São Paulo failing',
    priority: 'P1G',
    caseNumber: 'NL-104902',
    posted: { daysAgo: 69, at: '07:55' },
    openedBefore: 12,
    startedBefore: 19,
    platforms: { 'webex-calling': 'major_outage', 'sip-trunking': 'major_outage', 'cisco-ucm': 'partial_outage' },
    steps: [
      {
        after: 0,
        body: 'Calls to and from numbers in São Paulo, Campinas and Santos fail or have no audio. Internal calls and calls elsewhere in Brazil work. We are in contact with the carriers that hand over calls in the region.',
        translations: {
          pt: {
            title: 'Falha nas chamadas em São Paulo e região',
            body: 'Chamadas de e para números de São Paulo, Campinas e Santos falham ou ficam sem áudio. As chamadas internas e as do restante do Brasil funcionam. Estamos em contato com as operadoras que entregam as chamadas na região.',
          },
          es: {
            title: 'Fallos en las llamadas en São Paulo y alrededores',
            body: 'Las llamadas desde y hacia números de São Paulo, Campinas y Santos fallan o no tienen audio. Las llamadas internas y las del resto de Brasil funcionan. Estamos en contacto con los operadores que entregan las llamadas en la región.',
          },
        },
      },
      {
        after: 52,
        phase: 'identified',
        body: 'A fibre between our São Paulo site and the regional carrier has been cut by road works. The carrier’s crew is on its way. We are moving outbound calls to the route through Rio de Janeiro meanwhile.',
        translations: {
          pt: {
            body: 'Uma fibra entre o nosso site em São Paulo e a operadora regional foi rompida por obras na via. A equipe da operadora está a caminho. Enquanto isso, estamos desviando as chamadas de saída pela rota do Rio de Janeiro.',
          },
          es: {
            body: 'Unas obras en la vía han cortado una fibra entre nuestra sede de São Paulo y el operador regional. Su equipo está en camino. Mientras tanto desviamos las llamadas salientes por la ruta de Río de Janeiro.',
          },
        },
      },
      {
        after: 107,
        body: 'Outbound calls from São Paulo work again through Rio de Janeiro, with a slightly longer ring delay. Inbound calls still fail for most numbers. The crew has found the cut and is preparing the splice.',
        platforms: {
          'webex-calling': 'partial_outage',
          'sip-trunking': 'partial_outage',
          'cisco-ucm': 'degraded_performance',
        },
        translations: {
          pt: {
            body: 'As chamadas de saída de São Paulo voltaram a funcionar pelo Rio de Janeiro, com um pequeno atraso até tocar. As de entrada ainda falham para a maioria dos números. A equipe encontrou o rompimento e prepara a emenda.',
          },
          es: {
            body: 'Las llamadas salientes de São Paulo vuelven a funcionar por Río de Janeiro, con una espera algo mayor. Las entrantes siguen fallando en la mayoría de los números. El equipo ha localizado el corte y prepara el empalme.',
          },
        },
      },
      {
        after: 187,
        body: text(
          '*This update comes 20 minutes later than we promised. We were on the bridge with the carrier and should have written regardless; we are sorry.*',
          'Three of eight fibres are spliced. Numbers in Campinas and Santos receive calls again; those in the city of São Paulo follow with the next fibres.',
        ),
        translations: {
          pt: {
            body: '*Esta atualização chega 20 minutos depois do prometido. Pedimos desculpas.*\n\nTrês das oito fibras foram emendadas. Campinas e Santos voltaram a receber chamadas; a cidade de São Paulo vem com as próximas fibras.',
          },
          es: {
            body: '*Esta actualización llega 20 minutos más tarde de lo prometido. Lo sentimos.*\n\nTres de las ocho fibras están empalmadas. Campinas y Santos vuelven a recibir llamadas; la ciudad de São Paulo seguirá con las próximas fibras.',
          },
        },
      },
      {
        after: 243,
        body: 'Six of eight fibres are spliced, and most numbers in the city receive calls. At busy moments callers may still hear *all circuits busy*; trying again helps.',
        platforms: {
          'webex-calling': 'degraded_performance',
          'sip-trunking': 'degraded_performance',
          'cisco-ucm': 'operational',
        },
      },
      {
        after: 299,
        phase: 'monitoring',
        body: 'All fibres are spliced and calls take their usual route again. We keep the route through Rio de Janeiro ready until the afternoon peak is over.',
        platforms: { 'webex-calling': 'operational' },
      },
      {
        after: 355,
        body: 'Call success in the region is at its usual level. We stay on watch through the afternoon peak.',
      },
      {
        after: 402,
        phase: 'resolved',
        body: text(
          'The afternoon peak passed normally, and the master case is closed.',
          '**What we change:** São Paulo’s two routes turned out to share 300 metres of duct. A second route with its own entry to the building is ordered; until it is in service, calls move to Rio de Janeiro by themselves rather than by hand.',
        ),
        translations: {
          pt: { body: 'O pico da tarde transcorreu normalmente e o caso foi encerrado.' },
          es: { body: 'La hora punta de la tarde transcurrió con normalidad y el caso queda cerrado.' },
        },
      },
      {
        after: 11_700,
        report: text(
          '*This report comes later than we promised: we waited for the carrier’s own findings and should have published ours without them.*',
          'Road works cut a fibre between our site and the regional carrier. The second route was cut with it, since both leave the building through the same 300 metres of duct, which the carrier’s plans did not show. A second entry is ordered, and calls move to Rio de Janeiro by themselves now.',
        ),
      },
    ],
  },
  {
    title: 'Hosted UCM in Montréal: phones unregistered after a power fault',
    priority: 'P1',
    posted: { daysAgo: 44, at: '21:05' },
    openedBefore: 8,
    startedBefore: 14,
    platforms: { 'cisco-ucm': 'major_outage' },
    steps: [
      {
        after: 0,
        body: 'Phones registered in our Montréal data centre have lost their connection and show *Registering*. Sites served from Denver and Chicago are not affected.',
      },
      {
        after: 24,
        phase: 'identified',
        body: 'One of two power feeds failed and the servers on it did not restart by themselves. Phones are registering on Chicago now, as designed, about 200 per minute.',
        platforms: { 'cisco-ucm': 'partial_outage' },
      },
      {
        after: 71,
        phase: 'monitoring',
        body: 'All phones are registered, on Chicago or on Montréal. Voicemail lights may lag by a few minutes. Nothing needs to be done on the phones.',
        platforms: { 'cisco-ucm': 'degraded_performance' },
      },
      {
        after: 118,
        body: 'Power is on both feeds again. Phones stay where they are tonight, so that nobody is interrupted twice, and return to Montréal one by one as they idle.',
        platforms: { 'cisco-ucm': 'operational' },
      },
      {
        after: 170,
        phase: 'resolved',
        body: 'All servers in Montréal are healthy and replicating. The failed power unit has been replaced.',
      },
    ],
  },
  {
    title: 'Webex Calling unavailable for part of Europe',
    priority: 'P1',
    caseNumber: 'NL-106038',
    posted: { daysAgo: 25, at: '01:02' },
    openedBefore: 6,
    startedBefore: 11,
    vendor: 'Cisco',
    platforms: { 'webex-calling': 'major_outage' },
    steps: [
      {
        after: 0,
        body: 'Phones and Webex apps homed in Frankfurt and Zürich cannot make or receive calls. The cause lies in Webex itself; see [Cisco’s own page](https://status.webex.com/). Calls to your main numbers can be forwarded from the Connect portal, which is not affected.',
      },
      {
        after: 38,
        phase: 'identified',
        body: 'Cisco reports a failed network change in its Frankfurt region and is taking it back.',
        etrIn: 110,
        reason: 'Cisco expects to be finished by then and will not have news before.',
      },
      {
        after: 121,
        phase: 'monitoring',
        body: 'Cisco has taken its change back and phones are registering. Phones that still show no service find their way when they are restarted.',
        platforms: { 'webex-calling': 'degraded_performance' },
      },
      {
        after: 166,
        phase: 'resolved',
        body: 'Registrations and call success in Europe are at their usual level, and Cisco has closed its incident.',
      },
    ],
  },
]
